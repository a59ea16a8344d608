"""The unit of work: one write transaction that refuses to commit unless an event was recorded."""

import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from backend.audit.chain_rules import values_hash
from backend.audit.events import DomainEvent
from backend.audit.tables import Event, EventValues, Unsealed
from backend.kernel.actor import Actor
from backend.kernel.db import insert_rows, insert_values, write
from backend.kernel.encoding import b64encode
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

log = logging.getLogger("halfday.audit")
Values = dict[str, object]
SALT_BYTES = 16


class NothingRecorded(RuntimeError):
    """A programming fault: data were changed and no event tells of it. The change was rolled back."""


class _Unchanged(Exception):
    """Ends a unit of work that found nothing to do."""


@dataclass(frozen=True)
class Recorded:
    """An event with the row-to-be: who, when, and the values that can be erased later."""

    id: UUID
    event: DomainEvent
    actor: Actor
    role: str
    at: int
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class InTransaction:
    """Port: called inside the unit of work for events of these kinds; may refuse, may record more."""

    kinds: frozenset[str]
    run: "Callable[[Work, Recorded], Awaitable[None]]"


@dataclass(frozen=True)
class AfterCommit:
    """Port: called once the transaction is durable. Wakes and hints only; losing a call costs only delay."""

    run: Callable[[Runtime, Sequence[Recorded]], None]


@dataclass
class Work:
    """The open unit of work. Actions receive it, write with plain Piccolo, and record what they did."""

    runtime: Runtime
    actor: Actor
    role: str
    at: int
    recorded: list[Recorded] = field(default_factory=list)
    _unchanged: bool = False
    _at_end: "dict[AtEnd, set[UUID]]" = field(default_factory=dict)

    def record(
        self,
        event: DomainEvent,
        *,
        before: Values | None = None,
        after: Values | None = None,
        actor: Actor | None = None,
        role: str | None = None,
    ) -> UUID:
        """Note that something happened. `before`/`after` hold the values, which can be erased on request."""
        row = Recorded(
            id=new_id(),
            event=event,
            actor=actor or self.actor,
            role=self.role if role is None else role,
            at=self.at,
            before=before,
            after=after,
        )
        self.recorded.append(row)
        return row.id

    def at_end(self, run: "AtEnd", ids: Iterable[UUID]) -> None:
        """Have something done once before the events are written, for all that it was asked for until then."""
        self._at_end.setdefault(run, set()).update(ids)

    def unchanged(self) -> None:
        """Say that there was nothing to do; the transaction is rolled back, so nothing can slip through."""
        self._unchanged = True

    async def finish(self) -> None:
        """Do what was put off until now, run the hooks, then write the events (called by `unit_of_work`)."""
        if not self.recorded:
            raise _Unchanged if self._unchanged else NothingRecorded
        for run, ids in self._at_end.items():
            await run(self, ids)
        await self._run_hooks()
        rows = [(recorded, _values_row(recorded)) for recorded in self.recorded]
        await insert_values(Event, [_event_row(recorded, values) for recorded, values in rows])
        await insert_rows(EventValues, [values for _, values in rows if values is not None])
        await insert_values(Unsealed, [{"event_id": recorded.id} for recorded in self.recorded])

    async def _run_hooks(self) -> None:
        hooks = self.runtime.wiring.all(InTransaction)
        done = 0
        while done < len(self.recorded):
            recorded = self.recorded[done]
            for hook in hooks:
                if recorded.event.kind in hook.kinds:
                    await hook.run(self, recorded)
            done += 1


AtEnd = Callable[[Work, Iterable[UUID]], Awaitable[None]]


@asynccontextmanager
async def unit_of_work(runtime: Runtime, actor: Actor, *, role: str = "", brief: bool = False) -> AsyncIterator[Work]:
    """Write inside one transaction; `brief` as `write` has it.

    Raises:
        NothingRecorded: the body neither recorded an event nor said `unchanged()`.
    """
    role = role or min(actor.roles(), default="")
    work = Work(runtime=runtime, actor=actor, role=role, at=runtime.now())
    try:
        async with write(brief=brief):
            yield work
            await work.finish()
    except _Unchanged:
        return
    for listener in runtime.wiring.all(AfterCommit):
        listener.run(runtime, work.recorded)


@asynccontextmanager
async def housekeeping(reason: str, *, brief: bool = False) -> AsyncIterator[None]:
    """Write to a table that is exempt from events.

    The tables are listed in ARCHITECTURE; `reason` names one of them.
    """
    log.debug("housekeeping: %s", reason)
    async with write(brief=brief):
        yield


def _event_row(recorded: Recorded, values: EventValues | None) -> dict[str, object]:
    event = recorded.event
    return {
        "id": recorded.id,
        "kind": event.kind,
        "module": event.module,
        "at": recorded.at,
        "actor_id": recorded.actor.person_id,
        "actor_role": recorded.role,
        "login_session_id": recorded.actor.login_session_id,
        "organisation_id": event.organisation_id,
        "subject_id": event.subject_id,
        "scope_id": event.scope_id,
        "data": msgspec.json.encode(event.data(), order="sorted").decode(),
        "values_hash": values_hash(values.salt, values.before, values.after) if values else "",
    }


def _values_row(recorded: Recorded) -> EventValues | None:
    if recorded.before is None and recorded.after is None:
        return None
    return EventValues(
        event_id=recorded.id,
        salt=b64encode(secrets.token_bytes(SALT_BYTES)),
        before=_canonical(recorded.before),
        after=_canonical(recorded.after),
    )


def _canonical(values: Values | None) -> str:
    return msgspec.json.encode(values, order="sorted").decode()
