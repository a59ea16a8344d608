"""The demo's evidence: the story is played through the real doors, at its own times, up to the moment of loading."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.demo.at_work import Filed, LeadAtWork
from backend.demo.district import District, Meeting
from backend.demo.judge import Judge
from backend.demo.moments import Days
from backend.demo.phone import Shot
from backend.demo.places import position_of
from backend.demo.scenes.chance import Chance, seeded_id
from backend.demo.story import Change, HalfDay, Rated, Story, Taken
from backend.demo.studio import Studio
from backend.demo.subjects import seed_of, subject_of
from backend.kernel.clock import MINUTE, SECOND, FixedClock
from backend.kernel.runtime import Runtime
from backend.supervision.capture.inspection import Inspector
from backend.supervision.onsite.schemas import LecturerFactSent
from backend.supervision.tables import Lecturer, Slot

LOGS_IN_BEFORE = 18 * MINUTE
INSPECTED_AFTER = 20 * SECOND
Run = Callable[[], Awaitable[None]]
Row = dict[str, Any]


@dataclass(frozen=True)
class Cast:
    """Who plays: the projects by key, the authority, the clock that is moved, the days, and who paints the photos."""

    district: District
    filed: Mapping[str, Filed]
    judge: Judge
    clock: FixedClock
    days: Days
    studio: Studio


def order_photos(studio: Studio, district: District, story: Story, days: Days) -> None:
    """Have all photos painted that will be past, the earliest first: painting takes longer than anything else."""
    for half_day in _in_order(story):
        for number, taken in enumerate(half_day.shots):
            if _times(half_day, number, days).done <= days.now and not half_day.only_when_over:
                studio.photo(taken.item, subject_of(district, _meeting(district, half_day), half_day, number, days))


async def load_evidence(runtime: Runtime, cast: Cast, story: Story, meanwhile: Sequence[tuple[int, Run]] = ()) -> None:
    """Play everything of the story that lies in the past; the clock ends where it began.

    `meanwhile`: what else happens, and when.

    Raises:
        EvidenceRefused: the server did not take something in.
    """
    play = _Play(runtime, cast)
    for half_day in _in_order(story):
        await play.plan(half_day)
    for rated in story.ratings:
        play.plan_rating(rated)
    play.steps.extend(meanwhile)
    await play.perform()


@dataclass(frozen=True)
class _Times:
    """When a photo was taken, named and complete."""

    taken: int
    named: int
    done: int


@dataclass
class _Play:
    """What happens when; performed in the order of time, whichever project it is."""

    runtime: Runtime
    cast: Cast
    steps: list[tuple[int, Run]] = field(default_factory=list)
    leads: dict[str, LeadAtWork] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)

    async def perform(self) -> None:
        """Play it all, then let the inspection catch up."""
        for key, at in self.starts.items():
            self._add(at - LOGS_IN_BEFORE, self.leads[key].begin)
        for at, run in sorted(self.steps, key=lambda step: step[0]):
            self.cast.clock.at = at
            await run()
        self.cast.clock.at = self.cast.days.now
        await self._inspect()

    async def plan(self, half_day: HalfDay) -> None:
        """Note what happens in a half-day, as far as it is past."""
        filed = self.cast.filed[half_day.project]
        slot = await _slot(self.cast, half_day, filed)
        if half_day.only_when_over and slot["closes_at"] > self.cast.days.now:
            return
        rows = await _rows(slot["id"], half_day)
        lead = self.leads.setdefault(half_day.project, LeadAtWork(self.runtime, filed))
        times = [_times(half_day, number, self.cast.days) for number in range(len(half_day.shots))]
        past = [number for number, time in enumerate(times) if time.done <= self.cast.days.now]
        if not past:
            return
        for number in past:
            self._plan_shot(half_day, number, times[number], lead, slot["id"], rows)
        for change in half_day.changes:
            fact = _fact(half_day, change, slot["id"], rows[change.lecturer], self.cast.days)
            self._add(fact.wall, _later(lead.change_lecturers, fact))
        first = min(times[number].taken for number in past)
        self.starts[half_day.project] = min(first, self.starts.get(half_day.project, first))
        self._add(max(times[number].done for number in past) + INSPECTED_AFTER, self._inspect)

    def plan_rating(self, rated: Rated) -> None:
        """Note a rating and its publication."""
        project_id, days = self.cast.filed[rated.project].project_id, self.cast.days
        self._add(days.at(rated.day, rated.at), _later(self.cast.judge.rate, project_id, rated))
        self._add(days.at(rated.day, rated.publish_at), _later(self.cast.judge.publish, project_id))

    def _plan_shot(
        self, half_day: HalfDay, number: int, times: _Times, lead: LeadAtWork, slot_id: UUID, rows: Mapping[str, UUID]
    ) -> None:
        taken, seed = half_day.shots[number], seed_of(half_day, number)
        meeting = _meeting(self.cast.district, half_day)
        subject = subject_of(self.cast.district, meeting, half_day, number, self.cast.days)
        drawn = self.cast.studio.photo(taken.item, subject)
        capture = _Capture(lead, taken, slot_id, rows.get(taken.lecturer), meeting, seed, drawn)
        if taken.arrives is None:
            before = Chance(f"{seed} contact").whole(20, 150) * SECOND
            self._add(times.taken - before, _later(lead.contact, half_day.phone_ahead_s * SECOND))
        self._add(times.taken, capture.take)
        self._add(times.named, capture.name)
        if taken.bytes:
            self._add(times.done, capture.bring)
        if taken.ruling:
            at = self.cast.days.at(half_day.day, taken.ruling.at)
            self._add(at, _later(self.cast.judge.rule, capture.id, taken.ruling))

    def _add(self, at: int, run: Run) -> None:
        if at <= self.cast.days.now:
            self.steps.append((at, run))

    async def _inspect(self) -> None:
        while await self.runtime.find(Inspector).inspect_some():
            pass


class _Capture:
    """One photo on its way from the shutter to the store."""

    def __init__(
        self, lead: LeadAtWork, taken: Taken, slot_id: UUID, row: UUID | None, meeting: Meeting, seed: str,
        drawn: "Future[bytes]",
    ) -> None:  # fmt: skip
        self.id = seeded_id(seed)
        self._lead, self._taken, self._slot_id, self._row = lead, taken, slot_id, row
        self._position = position_of(taken, meeting.venues[0], Chance(f"{seed} place"))
        self._drawn = drawn
        self._shot: Shot | None = None

    async def take(self) -> None:
        photo = await asyncio.wrap_future(self._drawn)
        self._shot = self._lead.take(
            self._slot_id,
            photo,
            id=self.id,
            item=self._taken.item,
            row=self._row,
            position=self._position,
            no_position=self._taken.no_position,
            camera=self._taken.camera,
        )

    async def name(self) -> None:
        assert self._shot is not None
        await self._lead.name(self._shot)

    async def bring(self) -> None:
        assert self._shot is not None
        await self._lead.bring(self._shot.photo, "jpeg")


def _in_order(story: Story) -> list[HalfDay]:
    return sorted(story.half_days, key=lambda one: (one.day, one.half))


def _meeting(district: District, half_day: HalfDay) -> Meeting:
    return next(one for one in district.projects if one.key == half_day.project)


def _times(half_day: HalfDay, number: int, days: Days) -> _Times:
    taken, chance = half_day.shots[number], Chance(f"{seed_of(half_day, number)} sending")
    at = days.at(half_day.day, taken.at, seed_of(half_day, number))
    if taken.arrives is None:
        named = at + chance.whole(1_500, 6_000)
    else:
        together = f"{half_day.project} {half_day.day}"
        named = days.at(half_day.day, taken.arrives, together) + number * SECOND
    return _Times(taken=at, named=named, done=named + chance.whole(1_200, 7_000))


async def _slot(cast: Cast, half_day: HalfDay, filed: Filed) -> Row:
    row: Row | None = (
        await Slot.select(Slot.id, Slot.closes_at)
        .where(
            Slot.project_id == filed.project_id,
            Slot.day == cast.days.date(half_day.day).isoformat(),
            Slot.half == half_day.half,
        )
        .first()
    )
    assert row is not None, "the story names half-days of the district's projects"
    return row


async def _rows(slot_id: UUID, half_day: HalfDay) -> dict[str, UUID]:
    """Lecturer rows by name: the schedule's, and those that will be added."""
    rows = await Lecturer.select(Lecturer.id, Lecturer.name).where(Lecturer.slot_id == slot_id)
    added = {
        change.lecturer: seeded_id(f"{half_day.project} {half_day.day} {half_day.half} {change.lecturer}")
        for change in half_day.changes
        if change.kind == "add"
    }
    return {row["name"]: row["id"] for row in rows} | added


def _fact(half_day: HalfDay, change: Change, slot_id: UUID, row: UUID, days: Days) -> LecturerFactSent:
    seed = f"{half_day.project} {half_day.day} {half_day.half} {change.kind} {change.lecturer}"
    return LecturerFactSent(
        id=seeded_id(seed),
        slot_id=slot_id,
        kind=change.kind,
        row=row,
        wall=days.at(half_day.day, change.at, seed),
        name=change.lecturer if change.kind == "add" else "",
        unit=change.unit,
        title=change.title,
        topic=change.topic,
        reason=change.reason,
    )


def _later(run: Callable[..., Awaitable[None]], *arguments: object) -> Run:
    return lambda: run(*arguments)
