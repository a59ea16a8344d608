"""What the demo's photos are of."""

from backend.demo.district import District, Meeting, Speaker
from backend.demo.moments import Days
from backend.demo.scenes.subject import Line, Subject
from backend.demo.story import Change, HalfDay, Taken

FIRST_LECTURE = 9 * 60
LECTURE_MIN = 70


def subject_of(district: District, meeting: Meeting, half_day: HalfDay, number: int, days: Days) -> Subject:
    """The subject of the photo of that number in a half-day."""
    taken = half_day.shots[number]
    known: dict[str, Speaker | Change] = {
        change.lecturer: change for change in half_day.changes if change.kind == "add"
    }
    known |= {one.name: one for one in meeting.lecturers}
    name = taken.lecturer or meeting.lecturers[number % len(meeting.lecturers)].name
    speaker = known[name]
    return Subject(
        seed=seed_of(half_day, number),
        look=district.projects.index(meeting),
        hour=_hour(taken),
        title=meeting.name,
        unit=next(unit.name for unit in district.units if unit.key == meeting.unit),
        place=meeting.place,
        dates=_dates(meeting, days),
        agenda=_agenda(meeting),
        topic=speaker.topic,
        speaker=name,
        speaker_unit=speaker.unit,
        woman=speaker.woman,
    )


def seed_of(half_day: HalfDay, number: int) -> str:
    """Names a photo of the story; does not depend on the day of loading, so the pictures stay the same."""
    return f"{half_day.project} {half_day.day} {half_day.half} {number}"


def _hour(taken: Taken) -> float:
    hours, minutes = taken.at.split(":")
    return int(hours) + int(minutes) / 60


def _dates(meeting: Meeting, days: Days) -> str:
    first, last = days.date(meeting.first), days.date(meeting.last)
    start = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return start
    return f"{start}—{last.day}日" if first.month == last.month else f"{start}—{last.month}月{last.day}日"


def _agenda(meeting: Meeting) -> tuple[Line, ...]:
    lectures = [
        Line(_clock(FIRST_LECTURE + number * LECTURE_MIN), one.topic, one.name)
        for number, one in enumerate(meeting.lecturers)
    ]
    return (Line("08:30", "签到与开班", "会务组"), *lectures, Line("14:00", "病例讨论与答疑", "全体讲者"))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
