"""A database as after years: many projects with their captures, and on-site leads who are logged in and at work.

The captures are rows without bytes; the leads' half-days are open now, eight at a time, so that a phone can bring many
photos and no half-day grows beyond what happens in life.
"""

import hashlib
import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from backend.files.tables import Blob, Claim
from backend.identity.tables import LoginSession, Person
from backend.kernel.clock import DAY, HOUR, MINUTE
from backend.organisations.tables import Membership, Organisation
from backend.supervision.capture.tables import Capture
from backend.supervision.tables import Assignment, AssignmentLogin, Commitment, Lecturer, Project, Slot, Venue
from tests.bench.bulk import Bulk, Row

PAST_SLOTS = 5
PER_SLOT = 10
DAYS_AGO = (5, 900)
"""When past projects were held: long enough ago that no phone may still send for them, and nobody is reminded.

Their phones' chains were judged when that time was over.
"""
OPEN_SLOTS = 8
SPEAKERS = 3
TIMES = ("taken_from", "taken_until", "taken_at", "wall", "arrived_at", "bytes_at", "inspected_at")
ITEMS = ("venue", "agenda_board", "room", "lecturer")
PLACE = {"lat_e7": 399811300, "lon_e7": 1163553800}


@dataclass(frozen=True)
class Login:
    """A login session made beforehand: the cookie's value."""

    token: str

    @classmethod
    def new(cls) -> "Login":
        return cls(secrets.token_urlsafe(32))

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.token.encode()).hexdigest()


@dataclass(frozen=True)
class Seeded:
    """Who can go to work on the seeded database."""

    leads: list[Login]
    authority: Login


@dataclass
class Seeder:
    """Fills a migrated, empty database."""

    bulk: Bulk
    at: int
    chance: random.Random
    organiser: UUID
    path: str = "00010001"

    @classmethod
    async def fill(cls, bulk: Bulk, at: int, *, projects: int, leads: int) -> Seeded:
        """`projects` past ones with 50 captures each, and `leads` on-site leads with open half-days."""
        seeder = cls(bulk, at, random.Random(projects), uuid4())
        authority = await seeder._authority()
        await seeder._past(projects)
        seeded = Seeded(await seeder._leads(leads), authority)
        await bulk.close()
        return seeded

    async def _authority(self) -> Login:
        top, person, login = uuid4(), self._person("authority"), Login.new()
        unit = {"id": self.organiser, "parent_id": top, "path": self.path, "name": "医院", "kind": "institution"}
        head = {"id": top, "path": self.path[:4], "name": "卫生健康委员会", "kind": "authority", "district": "110108"}
        await self.bulk.insert(Organisation, [_active(head), _active(unit)])
        await self.bulk.insert(Person, [person])
        member = {"id": uuid4(), "person_id": person["id"], "organisation_id": top, "role": "cme_authority"}
        await self.bulk.insert(Membership, [member | {"valid_from": self.at - DAY}])
        await self.bulk.insert(LoginSession, [self._session(login, person["id"], "full")])
        return login

    async def _past(self, count: int) -> None:
        days = [-self.chance.randrange(*DAYS_AGO) for _ in range(count)]
        projects = [self._project(number, day) for number, day in enumerate(days)]
        await self.bulk.insert(Project, projects)
        held = zip(projects, days, strict=True)
        slots = [self._slot(one, number, day * DAY) for one, day in held for number in range(PAST_SLOTS)]
        await self.bulk.insert(Slot, slots)
        people = [self._person(f"past-{number}") for number in range(count)]
        await self.bulk.insert(Person, people)
        assignments = [self._assignment(p["id"], one["id"]) for p, one in zip(projects, people, strict=True)]
        await self.bulk.insert(Assignment, assignments)
        leads = {one["project_id"]: one for one in assignments}
        captures = [self._capture(slot, leads[slot["project_id"]]) for slot in slots for _ in range(PER_SLOT)]
        await self.bulk.insert(Capture, captures)
        blobs = ({"digest": one["sha256"], "size": one["size"], "stored_at": self.at} for one in captures)
        await self.bulk.insert(Blob, blobs)
        await self.bulk.insert(Claim, (self._claim(one) for one in captures))

    async def _leads(self, count: int) -> list[Login]:
        people = [self._person(f"lead-{number}") for number in range(count)]
        projects = [self._project(number, 0) for number in range(-count, 0)]
        slots = [self._slot(one, number, 0) for one in projects for number in range(OPEN_SLOTS)]
        logins = [Login.new() for _ in people]
        sessions = [self._session(login, one["id"], "supervisor") for login, one in zip(logins, people, strict=True)]
        assignments = [self._assignment(p["id"], one["id"]) for p, one in zip(projects, people, strict=True)]
        await self.bulk.insert(Person, people)
        await self.bulk.insert(Project, projects)
        await self.bulk.insert(Slot, slots)
        await self.bulk.insert(Venue, [self._venue(one["id"]) for one in projects])
        await self.bulk.insert(Lecturer, [self._lecturer(slot["id"], n) for slot in slots for n in range(SPEAKERS)])
        await self.bulk.insert(LoginSession, sessions)
        await self.bulk.insert(Assignment, assignments)
        await self.bulk.insert(AssignmentLogin, self._opened(sessions, assignments))
        await self.bulk.insert(Commitment, [self._commitment(one) for one in assignments])
        return logins

    def _person(self, key: str) -> Row:
        return {"id": uuid4(), "name": "测试", "phone_index": key, "id_index": key, "created_at": self.at}

    def _session(self, login: Login, person: UUID, kind: str) -> Row:
        times = {"created_at": self.at, "seen_at": self.at, "expires_at": self.at + 30 * DAY}
        return {"id": uuid4(), "token_hash": login.hash, "person_id": person, "kind": kind} | times

    def _project(self, number: int, day: int) -> Row:
        start = self.at // DAY + day
        name = f"{self.chance.choice(('超声', '护理', '感染', '急诊'))}进展学习班 {number}"
        return {
            "id": uuid4(), "no": f"2026-{number:06d}", "name": name, "organiser_id": self.organiser,
            "organiser_name": "医院", "organiser_path": self.path, "planned_start": _day(start),
            "planned_end": _day(start + 2), "place": "北京", "filing": "approved", "created_at": self.at,
            "filed_at": self.at, "slots_total": PAST_SLOTS, "slots_complete": self.chance.randrange(PAST_SLOTS + 1),
            "venue_done": 3, "board_done": 4, "room_done": 2, "lecturers_total": 9, "lecturers_done": 5,
            "look": self.chance.randrange(3), "first_at": self.at - DAY, "latest_at": self.at,
            "rating": self.chance.choice((None, "excellent", "qualified")), "published": number % 4 == 0,
        }  # fmt: skip

    def _slot(self, project: Row, number: int, opens: int) -> Row:
        return {
            "id": uuid4(), "project_id": project["id"], "day": _day((self.at + opens) // DAY + number), "half": "am",
            "opens_at": self.at + opens - 5 * MINUTE, "closes_at": self.at + opens + 12 * HOUR,
            "late_until": self.at + opens + 4 * DAY, "lecturers_total": SPEAKERS,
            "submitted_at": self.chance.choice((None, self.at + opens)) if opens else None,
            "chain_judged_at": self.at + opens + 4 * DAY if opens else None,
        }  # fmt: skip

    def _capture(self, slot: Row, assignment: Row) -> Row:
        chance, at = self.chance, self.at - self.chance.randrange(DAY, 900 * DAY)
        bands = {f"like_{band}": chance.getrandbits(16) for band in range(4)}
        return bands | PLACE | dict.fromkeys(TIMES, at) | {
            "id": uuid4(), "project_id": slot["project_id"], "slot_id": slot["id"], "assignment_id": assignment["id"],
            "person_id": assignment["person_id"], "key_id": "k" * 22, "item": chance.choice(ITEMS),
            "sha256": chance.randbytes(32).hex(), "size": 600_000, "manifest": b"m" * 900, "signature": b"s" * 64,
            "manifest_sha256": "0" * 64, "previous_sha256": "0" * 64, "verdict": "in_time", "anchored": True,
            "camera": "frame", "seal_head": "1:" + "0" * 64, "accuracy_m": 12, "position_age_ms": 900, "distance_m": 5,
            "width": 2048, "height": 1536, "counts": True,
        }  # fmt: skip

    def _claim(self, capture: Row) -> Row:
        return {"id": uuid4(), "person_id": capture["person_id"], "digest": capture["sha256"], "at": self.at}

    def _venue(self, project: UUID) -> Row:
        typed = {f"typed_{key}": value for key, value in PLACE.items()}
        return PLACE | typed | {"id": uuid4(), "project_id": project, "name": "会场", "datum": "wgs84", "radius_m": 200}

    def _lecturer(self, slot: UUID, position: int) -> Row:
        return {"id": uuid4(), "slot_id": slot, "name": "讲者", "position": position}

    def _assignment(self, project: UUID, person: UUID) -> Row:
        return {"id": uuid4(), "project_id": project, "person_id": person, "active_from": self.at - DAY}

    def _opened(self, sessions: list[Row], assignments: list[Row]) -> Iterator[Row]:
        for session, assignment in zip(sessions, assignments, strict=True):
            yield {"id": uuid4(), "login_session_id": session["id"], "assignment_id": assignment["id"], "generation": 1}

    def _commitment(self, assignment: Row) -> Row:
        drawing = {"drawing_sha256": self.chance.randbytes(32).hex(), "drawing_size": 100, "bytes_at": self.at}
        text = {"text_version": 1, "text_sha256": "0" * 64, "content_sha256": "0" * 64}
        owner = {"assignment_id": assignment["id"], "person_id": assignment["person_id"]}
        return {"id": uuid4(), "wall": self.at, "arrived_at": self.at} | owner | drawing | text


def _active(organisation: Row) -> Row:
    return {"active": True, "level": "", "district": "110108"} | organisation


def _day(number: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()
