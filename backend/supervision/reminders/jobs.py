"""Reminding leads and unit clerks of half-days, exactly once each, whatever restarts in between (design §7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.audit.arrivals import Arrivals
from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.notifications.actions import Message, Notice, deliver_all
from backend.supervision.events import SlotReminded
from backend.supervision.onsite.assignment_queries import tally_of
from backend.supervision.reminders.messages import REMINDER_KINDS
from backend.supervision.reminders.queries import Row, leads_of, slots_due
from backend.supervision.reminders.reminder_rules import Reminder
from backend.supervision.reminders.tables import SlotReminder
from backend.supervision.tell import people_of_units

EVERY_S = 20.0
AT_ONCE = 50
"""Slots in one transaction: half-days of a whole province begin at the same minute."""


@dataclass(frozen=True)
class _Told:
    """Who hears of the half-days of these projects: their leads, and the clerks of their units."""

    leads: Mapping[UUID, frozenset[UUID]]
    clerks: Mapping[UUID, frozenset[UUID]]


async def remind_slots(runtime: Runtime) -> int:
    """One pass over the open slots; how many reminders were given. It gives way to what phones send."""
    given = 0
    waiting = [slot for slot, _ in await slots_due(runtime.now())]
    for start in range(0, len(waiting), AT_ONCE):
        await runtime.find(Arrivals).quiet()
        slots = waiting[start : start + AT_ONCE]
        told = await _who(runtime, slots)
        async with unit_of_work(runtime, SYSTEM) as work:
            reminded = await _remind(work, [slot["id"] for slot in slots], told)
            given += reminded
            if not reminded:
                work.unchanged()
    return given


async def _who(runtime: Runtime, slots: Sequence[Row]) -> _Told:
    """Looked up before the transaction: some queries for each unit, and photos would wait for them."""
    organisers = {slot["project_id"]: slot["organiser_id"] for slot in slots}
    return _Told(await leads_of(organisers), await people_of_units(runtime, organisers, runtime.now()))


async def _remind(work: Work, slot_ids: Sequence[UUID], told: _Told) -> int:
    """Give these slots the reminder that is due now; fewer if there is none, or another process was first."""
    due = await _marked(work, await slots_due(work.at, slot_ids))
    await deliver_all(work, [notice for slot, reminder in due for notice in _notices(slot, reminder, told)])
    for slot, reminder in due:
        work.record(SlotReminded(subject_id=slot["id"], scope_id=slot["project_id"], reminder=reminder))
    return len(due)


async def _marked(work: Work, due: Sequence[tuple[Row, Reminder]]) -> list[tuple[Row, Reminder]]:
    """Those that nobody else has marked as given."""
    if not due:
        return []
    marks = [SlotReminder(id=new_id(), slot_id=slot["id"], reminder=reminder, at=work.at) for slot, reminder in due]
    inserted = await SlotReminder.insert(*marks).on_conflict(action="DO NOTHING").returning(SlotReminder.slot_id)
    ours = {row["slot_id"] for row in inserted}
    return [(slot, reminder) for slot, reminder in due if slot["id"] in ours]


def _notices(slot: Row, reminder: Reminder, told: _Told) -> tuple[Notice, Notice]:
    project_id, message = slot["project_id"], _message(slot, reminder)
    return (
        Notice(message, told.leads.get(project_id, frozenset()), frozenset({"inbox", "sms"})),
        Notice(message, told.clerks[project_id], frozenset({"inbox", "email"})),
    )


def _message(slot: Row, reminder: Reminder) -> Message:
    tally = tally_of(slot)
    params: dict[str, str | int] = {
        "projectNo": slot["no"],
        "projectName": slot["name"],
        "date": slot["day"],
        "half": slot["half"],
        "closesAt": slot["closes_at"],
        "done": tally.done,
        "total": tally.total,
        "missing": tally.total - tally.done,
    }
    return Message(
        REMINDER_KINDS[reminder],
        subject_id=slot["id"],
        scope_id=slot["project_id"],
        params=params,
        expires_at=slot["late_until" if reminder == "ended" else "closes_at"],
    )
