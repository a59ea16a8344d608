"""Consents: facts made on the phone, taken in once (design §2 idea 2, §9)."""

from backend.audit.work import unit_of_work
from backend.identity.events import ConsentGiven, ConsentRefused
from backend.identity.people.consent_tables import Consent
from backend.identity.schemas import ConsentSent, ConsentShown
from backend.kernel.actor import Actor
from backend.kernel.errors import Conflict
from backend.kernel.runtime import Runtime


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
