"""Bytes that are durable become facts: a claim, and whatever waited for them."""

from collections.abc import Sequence

from backend.audit.arrivals import Arrival
from backend.audit.work import Work
from backend.files.events import BlobStored
from backend.files.ports import ArrivalAnswer, StoredBytes
from backend.files.tables import Blob, Claim
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id


class BytesStored:
    """The arrival kind of stored bytes; answers what each registered area says, by key."""

    async def apply(self, work: Work, arrivals: Sequence[Arrival[StoredBytes]]) -> Sequence[dict[str, object]]:
        """Record blob, claim and event for bytes not claimed before, then let the areas answer."""
        items = [arrival.item for arrival in arrivals]
        await _record(work, arrivals)
        answers: list[dict[str, object]] = [{} for _ in items]
        for port in work.runtime.wiring.all(ArrivalAnswer):
            for answer, value in zip(answers, await port.on_stored(work, items), strict=True):
                answer[port.key] = value
        return answers


async def _record(work: Work, arrivals: Sequence[Arrival[StoredBytes]]) -> None:
    digests = sorted({arrival.item.digest for arrival in arrivals})
    known = await Blob.select(Blob.digest).where(Blob.digest.is_in(digests))
    missing = set(digests) - {row["digest"] for row in known}
    claimed = await Claim.select(Claim.person_id, Claim.digest).where(Claim.digest.is_in(digests))
    held = {(row["person_id"], row["digest"]) for row in claimed}
    blobs, claims = [], []
    for arrival in arrivals:
        item = arrival.item
        if item.digest in missing:
            missing.discard(item.digest)
            blobs.append(Blob(digest=item.digest, size=item.size, stored_at=work.at))
        if (item.person_id, item.digest) not in held:
            held.add((item.person_id, item.digest))
            claim = Claim(id=new_id(), person_id=item.person_id, digest=item.digest, at=work.at)
            claims.append(claim)
            event = BlobStored(subject_id=claim.id, digest=item.digest, size=item.size, person_id=item.person_id)
            work.record(event, actor=arrival.actor)
    await insert_rows(Blob, blobs)
    await insert_rows(Claim, claims)


BYTES_STORED = BytesStored()
