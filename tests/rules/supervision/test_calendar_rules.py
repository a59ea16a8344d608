"""The calendar file: read back by a parser, whatever the names hold."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from backend.kernel.clock import HOUR
from backend.supervision.onsite.calendar_rules import HalfDay, calendar_of
from tests.builders.house import NOON

DAY = HalfDay(
    "s1", 1, True, "am", NOON, NOON + 7 * HOUR, "2026-001", "超声诊断新进展学习班", "市医院", "会议中心；三层, A 厅"
)
LINE_OCTETS = 75


def made(*days: HalfDay, language: str = "zh") -> bytes:
    return calendar_of(days, host="halfday.test", url="https://halfday.test/onsite", now=NOON, language=language)  # type: ignore[arg-type]


def test_a_half_day_with_its_alarms() -> None:
    (event,) = Calendar.from_ical(made(DAY)).walk("VEVENT")
    assert event["UID"] == "s1@halfday.test"
    assert event["DTSTART"].to_ical() == b"20261121T040000Z"
    assert event["LOCATION"] == DAY.place
    assert str(event["SUMMARY"]) == "现场督查（上午）：超声诊断新进展学习班"
    triggers = [(alarm["TRIGGER"].to_ical(), alarm["TRIGGER"].params["RELATED"]) for alarm in event.walk("VALARM")]
    assert triggers == [(b"-PT15M", "START"), (b"-PT30M", "END")]


def test_a_change_and_a_removal_update_the_same_event() -> None:
    moved = msgspec.structs.replace(DAY, version=2, opens_at=NOON + HOUR)
    gone = msgspec.structs.replace(moved, active=False)
    events = [Calendar.from_ical(made(day)).walk("VEVENT")[0] for day in (DAY, moved, gone)]
    assert len({event["UID"] for event in events}) == 1
    assert [str(event["SEQUENCE"]) for event in events] == ["1", "2", "3"]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert not events[2].walk("VALARM")


# the library takes a written backslash-N for a line break, as RFC 5545 spells one
text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120).filter(lambda name: "\\N" not in name)


@given(name=text, place=text, language=st.sampled_from(["zh", "en"]))
def test_any_name_survives_folding_and_escaping(name: str, place: str, language: str) -> None:
    raw = made(msgspec.structs.replace(DAY, project_name=name, place=place), language=language)
    assert all(len(line) <= LINE_OCTETS for line in raw.split(b"\r\n"))
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert str(event["LOCATION"]) == place
    assert name in str(event["SUMMARY"])
