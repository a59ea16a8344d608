"""A calendar of half-days (RFC 5545), pure: one event each, the same one again when it is fetched anew (design §10)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec
from icalendar import Alarm, Calendar, Event
from icalendar.enums import STATUS, TRANSP

from backend.kernel.clock import SECOND
from backend.supervision.slots.slot_rules import Half

Language = Literal["zh", "en"]
REFRESHED = timedelta(hours=6)
BEFORE_OPENING = timedelta(minutes=15)
BEFORE_CLOSING = timedelta(minutes=30)

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "calendar": "半日 · 现场督查",
        "am": "上午",
        "pm": "下午",
        "title": "现场督查（{half}）：{name}",
        "text": "{no} {name}\n主办单位：{organiser}\n要拍：举办地点、现场日程背板、现场照片，每位主讲人各一张。\n{url}",
        "opening": "15 分钟后可以开始拍摄：{name}",
        "closing": "30 分钟后关闭，请拍齐：{name}",
    },
    "en": {
        "calendar": "Halfday · on-site supervision",
        "am": "morning",
        "pm": "afternoon",
        "title": "On-site supervision ({half}): {name}",
        "text": "{no} {name}\nOrganiser: {organiser}\nPhotos: venue, agenda board, room, each lecturer.\n{url}",
        "opening": "Photos can be taken in 15 minutes: {name}",
        "closing": "Closes in 30 minutes, take what is missing: {name}",
    },
}


class HalfDay(msgspec.Struct, frozen=True):
    """A half-day as the calendar needs it. `version` counts its changes; not `active`: it was called off."""

    slot_id: str
    version: int
    active: bool
    half: Half
    opens_at: int
    closes_at: int
    project_no: str
    project_name: str
    organiser: str
    place: str


def calendar_of(half_days: Sequence[HalfDay], *, host: str, url: str, now: int, language: Language) -> bytes:
    """The file. Times are UTC, so no zone need be described; `host` makes the identifiers this deployment's."""
    words = _WORDS[language]
    calendar = Calendar.new(
        prodid="-//Halfday//Halfday//EN",
        method="PUBLISH",
        uid=f"half-days@{host}",
        name=words["calendar"],
        language=language,
        refresh_interval=REFRESHED,
        subcomponents=[_event(one, words, host, url, now) for one in half_days],
    )
    raw: bytes = calendar.to_ical()
    return raw


def _event(one: HalfDay, words: dict[str, str], host: str, url: str, now: int) -> Event:
    facts = {
        "half": words[one.half],
        "name": one.project_name,
        "no": one.project_no,
        "organiser": one.organiser,
        "url": url,
    }
    alarms = [
        _alarm(words["opening"].format(**facts), -BEFORE_OPENING, "START"),
        _alarm(words["closing"].format(**facts), -BEFORE_CLOSING, "END"),
    ]
    return Event.new(
        uid=f"{one.slot_id}@{host}",
        sequence=one.version if one.active else one.version + 1,
        stamp=_instant(now),
        start=_instant(one.opens_at),
        end=_instant(one.closes_at),
        summary=words["title"].format(**facts),
        description=words["text"].format(**facts),
        location=one.place,
        url=url,
        status=STATUS.CONFIRMED if one.active else STATUS.CANCELLED,
        transparency=TRANSP.OPAQUE if one.active else TRANSP.TRANSPARENT,
        subcomponents=alarms if one.active else [],
    )


def _alarm(words: str, before: timedelta, related: Literal["START", "END"]) -> Alarm:
    alarm = Alarm.new(description=words)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before, parameters={"RELATED": related})
    return alarm


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at // SECOND, UTC)
