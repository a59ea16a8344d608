"""Consents: facts made on the phone, taken in once (design §2 idea 2, §9)."""

from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.identity.events import ConsentGiven, ConsentRefused
from backend.identity.people.consent_tables import Consent
from backend.identity.schemas import ConsentSent, ConsentShown
from backend.kernel.actor import Actor
from backend.kernel.errors import Conflict
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime

ID_NUMBER = "id_number"
"""The notice of the last four of an identity number; that of camera and position is `camera_position`."""


async def keep_consent(runtime: Runtime, actor: Actor, sent: ConsentSent) -> ConsentShown:
    """Take in a person's answer to a notice.

    Raises:
        Conflict: another fact stands under this id.
    """
    assert actor.person_id is not None
    async with unit_of_work(runtime, actor) as work:
        known = await Consent.objects().get(Consent.id == sent.id)
        if known is None:
            known = Consent(
                id=sent.id,
                person_id=actor.person_id,
                kind=sent.kind,
                version=sent.version,
                given=sent.given,
                wall=sent.wall,
                arrived_at=work.at,
            )
            await Consent.insert(known)
            event = ConsentGiven if sent.given else ConsentRefused
            work.record(event(subject_id=actor.person_id, notice=sent.kind, version=sent.version))
        elif (known.person_id, known.kind, known.version, known.given, known.wall) != (
            actor.person_id, sent.kind, sent.version, sent.given, sent.wall,
        ):  # fmt: skip
            raise Conflict
        else:
            work.unchanged()
    return ConsentShown(id=sent.id, state="stored", arrived_at=known.arrived_at)


async def agree_to_id_notice(work: Work, person_id: UUID, version: str) -> None:
    """A person has given digits of their identity number, after the notice of its own that is shown with them."""
    consent = Consent(
        id=new_id(), person_id=person_id, kind=ID_NUMBER, version=version, given=True, wall=work.at, arrived_at=work.at
    )
    await Consent.insert(consent)
    work.record(ConsentGiven(subject_id=person_id, notice=ID_NUMBER, version=version), actor=Actor(person_id=person_id))
