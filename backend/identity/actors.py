"""From a cookie to an actor: the login session, the person, and the grants that areas above register."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.audit.work import Recorded
from backend.identity.settings import IdentitySettings
from backend.identity.tables import Person
from backend.kernel.actor import Actor, Grant, LoginKind
from backend.kernel.clock import SECOND
from backend.kernel.db import run
from backend.kernel.encoding import sha256_hex
from backend.kernel.runtime import Runtime

CACHE_SIZE = 5_000


@dataclass(frozen=True)
class GrantSource:
    """Port: the roles and scopes an area gives to a person in a login session."""

    load: Callable[[Runtime, UUID, UUID, LoginKind], Awaitable[Sequence[Grant]]]
    """(runtime, person, login session, its kind) -> grants"""


@dataclass(frozen=True)
class ActorsChange:
    """Port: event kinds after which grants may differ, so that cached actors are dropped at once."""

    kinds: frozenset[str]


class Actors:
    """Actors by cookie hash, kept for a few seconds and dropped when anything they rest on changes."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._keep_ms = runtime.settings(IdentitySettings).actor_cache_s * SECOND
        self._known: dict[str, tuple[int, Actor]] = {}
        self._kinds = frozenset().union(*(port.kinds for port in runtime.wiring.all(ActorsChange)))

    async def find(self, token: str) -> Actor | None:
        """The actor of a live login session."""
        key = sha256_hex(token.encode())
        now = self._runtime.now()
        known = self._known.get(key)
        if known is not None and 0 <= now - known[0] < self._keep_ms:
            return known[1]
        actor = await self._load(key, now)
        if actor is not None:
            if len(self._known) >= CACHE_SIZE:
                self._known.clear()
            self._known[key] = (now, actor)
        return actor

    def notice(self, recorded: Sequence[Recorded]) -> None:
        """Forget cached actors if anything happened that they rest on."""
        if any(entry.event.kind in self._kinds for entry in recorded):
            self._known.clear()

    async def _load(self, token_hash: str, now: int) -> Actor | None:
        rows = await run(
            "SELECT s.id, s.kind, s.person_id, p.name FROM login_session s JOIN person p ON p.id = s.person_id"
            " WHERE s.token_hash = {} AND s.ended_at IS NULL AND s.expires_at > {} AND p.active",
            token_hash,
            now,
        )
        if not rows:
            return None
        row = rows[0]
        return await actor_of(
            self._runtime, person_id=row["person_id"], name=row["name"], opened=row["id"], kind=row["kind"]
        )


async def actor_of(runtime: Runtime, *, person_id: UUID, name: str, opened: UUID, kind: LoginKind) -> Actor:
    """The actor of a login session just read or opened."""
    grants: list[Grant] = []
    for source in runtime.wiring.all(GrantSource):
        grants += await source.load(runtime, person_id, opened, kind)
    return Actor(person_id=person_id, name=name, login_session_id=opened, login_kind=kind, grants=tuple(grants))


async def person_name(person_id: UUID) -> str:
    """The name of a person known to exist."""
    row = await Person.select(Person.name).where(Person.id == person_id).first()
    assert row is not None
    return str(row["name"])
