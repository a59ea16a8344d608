"""The demo's story fits its district, and its times fit the half-days of every deployment."""

from zoneinfo import ZoneInfo

import pytest

from backend.demo.district import read_district
from backend.demo.filings import plan_of, read_filings
from backend.demo.load import LEADS_NAMED
from backend.demo.mark import demo_environ
from backend.demo.moments import Days
from backend.demo.paper import paper
from backend.demo.places import position_of
from backend.demo.scenes.chance import Chance
from backend.demo.settings import DemoSettings
from backend.demo.story import read_story
from backend.demo.subjects import seed_of, subject_of
from backend.kernel.runtime import read_slice
from backend.supervision.permissions import UNIT
from backend.supervision.settings import SupervisionSettings
from backend.supervision.slots.slot_rules import bounds_of

ZONE = ZoneInfo("Asia/Shanghai")
NOON = 1_795_233_600_000
DISTRICT, STORY, FILINGS = read_district(), read_story(), read_filings()
MEETINGS = {meeting.key: meeting for meeting in DISTRICT.projects}


def test_keys_numbers_and_codes_are_used_once() -> None:
    for values in (
        [meeting.key for meeting in DISTRICT.projects],
        [meeting.no for meeting in DISTRICT.projects],
        [meeting.lead.key for meeting in DISTRICT.projects],
        [meeting.lead.code for meeting in DISTRICT.projects],
        [(half_day.project, half_day.day, half_day.half) for half_day in STORY.half_days],
    ):
        assert len(set(values)) == len(values)


@pytest.mark.parametrize("environ", [{}, demo_environ()])
def test_photos_are_taken_inside_their_half_day(environ: dict[str, str]) -> None:
    settings, days = read_slice(SupervisionSettings, environ), Days(NOON, ZONE)
    for half_day in STORY.half_days:
        meeting = MEETINGS[half_day.project]
        assert meeting.first <= half_day.day <= meeting.last
        bounds = bounds_of(days.date(half_day.day), half_day.half, settings, ZONE)
        times = [days.at(half_day.day, taken.at) for taken in half_day.shots]
        assert times == sorted(times)
        assert all(bounds.opens_at <= at < bounds.closes_at for at in times)
        assert all("08:30" <= taken.at <= "17:30" for taken in half_day.shots)
        assert all(taken.arrives is None or taken.arrives > taken.at for taken in half_day.shots)
        assert all(taken.ruling is None or taken.ruling.at > (taken.arrives or taken.at) for taken in half_day.shots)


def test_every_photo_has_a_subject_and_a_place() -> None:
    days = Days(NOON, ZONE)
    seeds = set()
    for half_day in STORY.half_days:
        meeting = MEETINGS[half_day.project]
        for number, taken in enumerate(half_day.shots):
            subject = subject_of(DISTRICT, meeting, half_day, number, days)
            assert (taken.item == "lecturer") == bool(taken.lecturer)
            assert subject.topic
            seeds.add(subject.seed)
            place = position_of(taken, meeting.venues[0], Chance(seed_of(half_day, number)))
            assert (place is None) == (taken.no_position is not None)
    assert len(seeds) == sum(len(half_day.shots) for half_day in STORY.half_days)


def test_dates_are_printed_as_people_write_them() -> None:
    half_day = next(one for one in STORY.half_days if one.project == "ultrasound")
    printed = [
        subject_of(DISTRICT, MEETINGS["ultrasound"], half_day, 0, Days(at, ZONE)).dates
        for at in (NOON, NOON + 9 * 86_400_000)
    ]
    assert printed == ["2026年11月20日—22日", "2026年11月29日—12月1日"]


def test_the_evidence_can_be_left_out() -> None:
    assert read_slice(DemoSettings, {}).evidence
    assert not read_slice(DemoSettings, {"HALFDAY_DEMO_EVIDENCE": "0"}).evidence


def test_every_project_was_approved_before_its_lead_was_named() -> None:
    approved = {
        filing.project: sent.said.day
        for filing in FILINGS
        for sent in filing.sent
        if sent.said is not None and sent.said.verdict == "approve"
    }
    assert set(approved) == set(MEETINGS)
    assert max(approved.values()) < LEADS_NAMED[0]


def test_every_filing_has_a_clerk_and_happens_in_order() -> None:
    units = {one.at for one in DISTRICT.people if one.role == UNIT}
    numbers = [plan_of(DISTRICT, filing).no for filing in FILINGS]
    assert len(set(numbers)) == len(numbers)
    for filing in FILINGS:
        assert plan_of(DISTRICT, filing).unit in units
        moments = [(one.day, one.at) for sent in filing.sent for one in (sent, sent.said) if one is not None]
        assert moments == sorted(moments)
        assert all(day < 0 for day, _ in moments)


def test_a_paper_says_where_its_parts_begin() -> None:
    raw = paper("关于举办学习班的通知", ["举办地点：三层报告厅"])
    start = int(raw.rpartition(b"startxref\n")[2].split()[0])
    assert raw[start:].startswith(b"xref\n0 8\n")
    places = [int(line[:10]) for line in raw[start:].splitlines()[3:10]]
    assert [raw[place:].split(b" ")[0] for place in places] == [b"1", b"2", b"3", b"4", b"5", b"6", b"7"]
