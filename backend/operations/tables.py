"""Legal holds."""

from piccolo.columns import UUID, BigInt, Text, Varchar
from piccolo.table import Table


class LegalHold(Table, tablename="legal_hold"):
    """A project or person of whom nothing may be removed until somebody releases the hold; the row stays.

    `held` is project or person; `placed_by` and `released_by` say who ordered it, in the words of the order, `reason`
    and `release_reason` why.
    """

    id = UUID(primary_key=True, default=None)
    held = Varchar(10)
    subject_id = UUID(default=None)
    reason = Text()
    placed_by = Varchar(200)
    placed_at = BigInt()
    released_by = Varchar(200)
    release_reason = Text()
    released_at = BigInt(null=True, default=None)
