"""Events are insert-only (a trigger forbids more); what they say about people lives in erasable rows beside them."""

from piccolo.columns import UUID, BigInt, Text, Varchar
from piccolo.table import Table


class Event(Table, tablename="event"):
    """Something that happened: references, codes and numbers, never a person's data."""

    id = UUID(primary_key=True, default=None)
    kind = Varchar(60)
    module = Varchar(30, index=True)
    at = BigInt(index=True)
    actor_id = UUID(null=True, default=None, index=True)
    actor_role = Varchar(30)
    login_session_id = UUID(null=True, default=None)
    organisation_id = UUID(null=True, default=None)
    subject_id = UUID(index=True, default=None)
    scope_id = UUID(null=True, default=None, index=True)
    data = Text()
    values_hash = Varchar(64)


class EventValues(Table, tablename="event_values"):
    """Before and after of an event, in clear; its salted hash stays in the event when this row is erased."""

    event_id = UUID(primary_key=True, default=None)
    salt = Varchar(32)
    before = Text()
    after = Text()
    erased_at = BigInt(null=True, default=None)


class Unsealed(Table, tablename="unsealed"):
    """Events that the sealer has not numbered yet; commit order on PostgreSQL is not the order of any column."""

    event_id = UUID(primary_key=True, default=None)


class Seal(Table, tablename="seal"):
    """The number of a committed event in the chain, and the chain's hash after it."""

    seal_no = BigInt(primary_key=True, default=None)
    event_id = UUID(unique=True, default=None)
    hash = Varchar(64)


class SealHead(Table, tablename="seal_head"):
    """The chain's end at a moment, signed by a key that is not in the database."""

    seal_no = BigInt(primary_key=True, default=None)
    hash = Varchar(64)
    at = BigInt()
    kid = Varchar(20)
    signature = Varchar(90)
