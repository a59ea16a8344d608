"""Which photos this server has just taken manifests of, so that their bytes are let in without asking the database.

Only what was committed is noted, and a capture's row never goes away: whoever is found here is found there, too. What
the bytes then count for is judged from the rows, inside the transaction.
"""

from collections import OrderedDict
from uuid import UUID

CAPACITY = 2_000


class Awaited:
    """Sizes by person and digest, the oldest forgotten first."""

    def __init__(self) -> None:
        self._sizes: OrderedDict[tuple[UUID, str], int] = OrderedDict()

    def note(self, person_id: UUID, digest: str, size: int) -> None:
        """A capture of this person that names these bytes is committed."""
        self._sizes[person_id, digest] = size
        if len(self._sizes) > CAPACITY:
            self._sizes.popitem(last=False)

    def size(self, person_id: UUID | None, digest: str) -> int | None:
        """How many bytes a committed capture of this person names; None if it is not known here."""
        return self._sizes.get((person_id, digest)) if person_id is not None else None
