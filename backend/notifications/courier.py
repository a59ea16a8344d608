"""The worker that takes deliveries out of the house: persisted first, claimed, tried, marked (design §7, §8).

Each channel has a lane of its own, so that a mail server that hangs never holds back a login code. A claim is a lease:
what a killed server had under way is tried again when the lease ends. No network inside a transaction.
"""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from piccolo.columns.combination import And, Where

from backend.audit.arrivals import Arrivals
from backend.audit.work import Recorded, housekeeping, unit_of_work
from backend.identity.tables import Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import SECOND, local_datetime
from backend.kernel.db import is_postgres
from backend.kernel.errors import Busy
from backend.kernel.runtime import Runtime
from backend.notifications.delivery_rules import SENT, Outcome, after_failure, is_quiet
from backend.notifications.errors import NeverWill, SendFailed, TryLater
from backend.notifications.kinds import Outward
from backend.notifications.letters import write_letter
from backend.notifications.marks import MARKS, Mark, ending, record_try, wipe
from backend.notifications.senders import Senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.tables import Delivery, DeliverySecret

log = logging.getLogger("halfday.notifications")
Row = dict[str, Any]
FIRST_AFTER_S = 2.0
"""A command that ends at once delivers nothing."""
IDLE_S = 30.0
GATHER_S = 0.05
"""After a wake-up: what ends or is queued at the same moment is looked up once."""
SHORTEST_S = 0.1
"""Between passes that found nothing to claim, such as what another process is claiming just now."""
LEASE_MS = 120 * SECOND
SEND_WITHIN_S = 60.0
"""Well inside the lease, so that a try is over before it counts as lost."""
STOP_WITHIN_S = 5.0
BUSY_PAUSE_S = 0.5
EXPIRED = Outcome("expired", "expired")


class Lane:
    """Deliveries of one channel, a bounded number at a time."""

    def __init__(self, runtime: Runtime, senders: Senders, channel: Outward) -> None:
        self._runtime = runtime
        self._settings = runtime.settings(NotificationsSettings)
        self._senders = senders
        self._channel = channel
        self._wake = asyncio.Event()
        self._claiming = asyncio.Lock()
        self.running: set[asyncio.Task[None]] = set()
        """Tries under way."""

    def wake(self) -> None:
        """There may be something to deliver."""
        self._wake.set()

    async def run(self) -> None:
        """For ever: start what is due, then sleep until woken or until the next is due."""
        await self._sleep(FIRST_AFTER_S)
        while True:
            self._wake.clear()
            pause = IDLE_S
            try:
                await self.start_due()
                pause = await self._until_next()
            except Exception:
                log.exception("deliveries by %s could not be read; it is tried again", self._channel)
            await self._sleep(pause)
            await asyncio.sleep(GATHER_S)

    async def start_due(self) -> int:
        """Claim what is due, as far as there is room, and start sending; how many were started."""
        async with self._claiming:
            await self._expire()
            rows = await self._claim(self._settings.at_once - len(self.running))
            people, secret = await _people(rows), await _secrets(rows)
            for row in rows:
                load = _Load(row, people.get(row["person_id"]), secret.get(row["id"]))
                task = asyncio.create_task(self._carry(load))
                self.running.add(task)
                task.add_done_callback(self._done)
        return len(rows)

    async def stop(self) -> None:
        """Let tries under way end, for a moment."""
        if self.running:
            _, late = await asyncio.wait(self.running, timeout=STOP_WITHIN_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.running.discard(task)
        self._wake.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("a delivery's outcome could not be kept; it is tried again when its lease ends")

    async def _sleep(self, seconds: float) -> None:
        # not wait_for: until Python 3.12 it loses a cancellation that meets a wake-up, and the lane would never stop
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    def _due(self, now: int) -> Where | And:
        condition = (Delivery.channel == self._channel) & (Delivery.next_try_at <= now)
        return condition & (Delivery.urgency == "urgent") if self._is_quiet(now) else condition

    def _is_quiet(self, now: int) -> bool:
        local = local_datetime(now, self._runtime.zone)
        settings = self._settings
        return is_quiet(local.hour * 60 + local.minute, settings.quiet_from, settings.quiet_until)

    async def _until_next(self) -> float:
        now = self._runtime.now()
        waiting = (Delivery.channel == self._channel) & Delivery.next_try_at.is_not_null()
        if self._is_quiet(now):
            waiting &= Delivery.urgency == "urgent"
        row = await Delivery.select(Delivery.next_try_at).where(waiting).order_by(Delivery.next_try_at).first()
        full = len(self.running) >= self._settings.at_once
        return IDLE_S if row is None or full else min(IDLE_S, max(SHORTEST_S, (row["next_try_at"] - now) / SECOND))

    async def _expire(self) -> None:
        """End what ran out of time before it could be sent; a try under way ends by its own mark."""
        now = self._runtime.now()
        gone = (
            (Delivery.channel == self._channel)
            & Delivery.next_try_at.is_not_null()
            & (Delivery.expires_at <= now)
            & ((Delivery.state != "sending") | (Delivery.next_try_at <= now))
        )
        if not await Delivery.exists().where(gone):
            return
        async with unit_of_work(self._runtime, SYSTEM) as work:
            rows = await Delivery.update(ending(EXPIRED, work.at)).where(gone).returning(Delivery.id, Delivery.tries)
            for row in rows:
                record_try(work, Mark(row["id"], self._channel, row["tries"], EXPIRED))
            await wipe([row["id"] for row in rows])
            if not rows:
                work.unchanged()

    async def _claim(self, room: int) -> list[Row]:
        now = self._runtime.now()
        due = self._due(now)
        if room <= 0 or not await Delivery.exists().where(due):
            return []
        async with housekeeping("delivery"):
            query = Delivery.select().where(due).order_by(Delivery.urgency, ascending=False)
            query = query.order_by(Delivery.next_try_at).limit(room)
            rows: list[Row] = await (query.lock_rows("UPDATE", skip_locked=True) if is_postgres() else query)
            if rows:
                await Delivery.update(
                    {
                        Delivery.state: "sending",
                        Delivery.tries: Delivery.tries + 1,
                        Delivery.next_try_at: now + LEASE_MS,
                    }
                ).where(Delivery.id.is_in([row["id"] for row in rows]))
        return [row | {"tries": row["tries"] + 1} for row in rows]

    async def _carry(self, load: "_Load") -> None:
        row, outcome = load.row, await self._try(load)
        if outcome.state != "sent":
            log.warning("delivery %s by %s: %s, %s", row["id"], self._channel, outcome.state, outcome.reason)
        mark = Mark(row["id"], self._channel, row["tries"], outcome)
        await asyncio.shield(self._keep(mark))

    async def _try(self, load: "_Load") -> Outcome:
        row = load.row
        if row["expires_at"] <= self._runtime.now():
            return EXPIRED
        try:
            await self._send(load)
        except SendFailed as failed:
            failure = failed
        except TimeoutError:
            failure = TryLater("timeout")
        except Exception as error:  # noqa: BLE001 - a sender's fault; its message might hold what is not logged
            log.error("the %s sender failed: %s", self._channel, type(error).__name__)
            failure = TryLater("unexpected")
        else:
            return SENT
        return after_failure(
            failure.reason,
            retryable=isinstance(failure, TryLater),
            tries=row["tries"],
            max_tries=self._settings.max_tries,
            now=self._runtime.now(),
            expires_at=row["expires_at"],
            chance=secrets.randbelow(1_000) / 1_000,
        )

    async def _send(self, load: "_Load") -> None:
        sender = self._senders.of(self._channel)
        if sender is None:
            raise NeverWill("no_sender")
        letter = write_letter(self._runtime, load.row, load.person, load.secret)
        async with asyncio.timeout(SEND_WITHIN_S):
            await sender.send(letter)

    async def _keep(self, mark: Mark) -> None:
        while True:
            try:
                await self._runtime.find(Arrivals).put(MARKS, SYSTEM, mark)
            except Busy:
                await asyncio.sleep(BUSY_PAUSE_S)
            else:
                return


class Couriers:
    """All lanes of a server."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self.lanes = lanes

    def wake(self) -> None:
        for lane in self.lanes:
            lane.wake()


def wake_couriers(runtime: Runtime, recorded: Sequence[Recorded]) -> None:
    """After-commit hook: something was queued."""
    if runtime.has(Couriers) and any(entry.event.kind == "delivery.queued" for entry in recorded):
        runtime.find(Couriers).wake()


@dataclass(frozen=True)
class _Load:
    """A delivery with what its letter needs from elsewhere."""

    row: Row
    person: Row | None
    secret: Row | None


async def _secrets(rows: Sequence[Row]) -> dict[UUID, Row]:
    ids = [row["id"] for row in rows if row["person_id"] is None]
    if not ids:
        return {}
    found = await DeliverySecret.select().where(DeliverySecret.delivery_id.is_in(ids))
    return {row["delivery_id"]: row for row in found}


async def _people(rows: Sequence[Row]) -> dict[UUID, Row]:
    ids = sorted({row["person_id"] for row in rows if row["person_id"] is not None})
    if not ids:
        return {}
    found = await Person.select(Person.id, Person.phone, Person.email).where(
        Person.id.is_in(ids), Person.active.eq(True)
    )
    return {row["id"]: row for row in found}
