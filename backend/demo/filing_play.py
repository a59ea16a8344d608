"""The demo's filings: every project of the district is filed and reviewed through the real doors, at its own times."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from backend.demo.clerk import Clerk, Document
from backend.demo.district import District, Spot
from backend.demo.filings import Change, Filing, Plan, Said, Sent, plan_of
from backend.demo.judge import Judge
from backend.demo.moments import Days
from backend.demo.paper import paper
from backend.forms.kinds.numbers import unscaled
from backend.kernel.clock import MINUTE
from backend.supervision.filing.filing_rules import E7

HALVES = {"am": "上午", "pm": "下午"}
PREPARES = 25 * MINUTE
"""How long before the first submission a project is added."""
DRAFTED = -2, "17:20"
Run = Callable[[], Awaitable[None]]
Step = tuple[int, Run]


class Way:
    """One project from its draft on; `project_id` is known once it was added."""

    def __init__(self, filing: Filing, plan: Plan, clerk: Clerk, judge: Judge, days: Days) -> None:
        self.filing = filing
        self.project_id: UUID | None = None
        self._plan, self._clerk, self._judge, self._days = plan, clerk, judge, days
        self._files: Document = {}

    def steps(self) -> list[Step]:
        """What happens when, in the order of time."""
        days, sent = self._days, self.filing.sent
        first = days.at(sent[0].day, sent[0].at) if sent else days.at(*DRAFTED)
        found: list[Step] = [(first - PREPARES, self._add)]
        for one in sent:
            found.append((days.at(one.day, one.at), _later(self._send, one)))
            if one.said is not None:
                found.append((days.at(one.said.day, one.said.at), _later(self._hear, one.said)))
        if (change := self.filing.change) is not None:
            found.append((days.at(change.day, change.at), _later(self._ask, change)))
        return found

    async def _add(self) -> None:
        first, last = self._days.date(self._plan.first), self._days.date(self._plan.last)
        self.project_id = await self._clerk.add(
            {
                "project_no": self._plan.no,
                "project_name": self._plan.name,
                "planned_start": first.isoformat(),
                "planned_end": last.isoformat(),
                "place": self._plan.place,
                "discipline": self.filing.discipline,
            }
        )

    async def _send(self, sent: Sent) -> None:
        assert self.project_id is not None
        if not self._files:
            self._files = {
                "notice_file": [await self._attach("notice", "通知", self._notice())],
                "schedule_file": [await self._attach("schedule", "日程", self._schedule())],
            }
        await self._clerk.save(self.project_id, self._document(sent) | self._files)
        await self._clerk.file(self.project_id)

    async def _hear(self, said: Said) -> None:
        assert self.project_id is not None
        await self._judge.decide(self.project_id, said)

    async def _ask(self, change: Change) -> None:
        assert self.project_id is not None
        await self._clerk.ask_for_change(self.project_id, {"place": change.place, "reason": change.reason})

    async def _attach(self, kind: str, word: str, content: bytes) -> Document:
        assert self.project_id is not None
        return await self._clerk.attach(self.project_id, kind, f"{self._plan.name}{word}.pdf", content)

    def _document(self, sent: Sent) -> Document:
        plan, filing = self._plan, self.filing
        document: Document = {
            "project_no": plan.no,
            "project_name": plan.name,
            "project_level": filing.level,
            "discipline": filing.discipline,
            "project_leader": filing.leader.name,
            "leader_phone": filing.leader.phone,
            "planned_start": self._days.date(plan.first).isoformat(),
            "planned_end": self._days.date(plan.last).isoformat(),
            "place": sent.place or plan.place,
            "venues": [_venue(place, spot) for place, spot in enumerate(plan.venues)],
            "expected_people": filing.people,
            "credits": filing.credits,
            "speakers": self._speakers(sent.lacks),
        }
        dropped = {"people": "expected_people"}
        return {
            key: value for key, value in document.items() if key not in {dropped.get(one, one) for one in sent.drops}
        }

    def _speakers(self, lacks: Sequence[str]) -> list[Document]:
        """Every lecturer in every half-day, as the schedule of such a course says."""
        days = range(self._plan.first, self._plan.last + 1)
        rows = [
            (place, day, half, one)
            for place, one in enumerate(self._plan.lecturers)
            for day in days
            for half in HALVES
            if one.name not in lacks
        ]
        return [
            {
                "id": f"s{place}-{day - self._plan.first}-{half}",
                "name": one.name,
                "unit": one.unit,
                "title": one.title,
                "topic": one.topic,
                "date": self._days.date(day).isoformat(),
                "half": half,
            }
            for place, day, half, one in rows
        ]

    def _notice(self) -> bytes:
        plan = self._plan
        first, last = self._days.date(plan.first), self._days.date(plan.last)
        return paper(
            f"关于举办“{plan.name}”的通知",
            [
                f"项目编号：{plan.no}",
                f"举办日期：{first.isoformat()} 至 {last.isoformat()}",
                f"举办地点：{plan.place}",
                f"授予学分：{self.filing.credits} 分",
                f"联系人：{self.filing.leader.name}",
            ],
        )

    def _schedule(self) -> bytes:
        plan = self._plan
        lines = [
            f"{(self._days.date(plan.first) + timedelta(days=day)).isoformat()} {word}  {one.name}  {one.topic}"
            for day in range(plan.last - plan.first + 1)
            for word in HALVES.values()
            for one in plan.lecturers
        ]
        return paper(f"“{plan.name}”日程", lines)


def ways_of(
    district: District, filings: Sequence[Filing], clerks: Mapping[str, Clerk], judge: Judge, days: Days
) -> list[Way]:
    """The ways of all filings; `clerks` by their unit."""
    plans = [(filing, plan_of(district, filing)) for filing in filings]
    return [Way(filing, plan, clerks[plan.unit], judge, days) for filing, plan in plans]


def _venue(place: int, spot: Spot) -> Document:
    return {
        "id": f"v{place}",
        "name": spot.name,
        "datum": "wgs84",
        "lat": unscaled(spot.lat_e7, E7),
        "lon": unscaled(spot.lon_e7, E7),
        "radius_m": spot.radius_m,
    }


def _later(run: Callable[..., Awaitable[None]], *arguments: object) -> Run:
    return lambda: run(*arguments)
