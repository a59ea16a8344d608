"""What people agreed to, or refused, and in which words (design §9)."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, OnDelete, Varchar
from piccolo.table import Table

from backend.identity.tables import Person


class Consent(Table, tablename="consent"):
    """A person's answer to one version of a notice, a fact made on the phone; the newest of a kind holds."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, null=False, default=None)
    kind = Varchar(30)
    version = Varchar(20)
    given = Boolean()
    wall = BigInt()
    arrived_at = BigInt()
