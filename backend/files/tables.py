"""Stored bytes and who showed to hold them."""

from piccolo.columns import UUID, BigInt, Varchar
from piccolo.table import Table


class Blob(Table, tablename="blob"):
    """Bytes in the store. Nobody reads by digest alone: only through the record that owns it."""

    digest = Varchar(64, primary_key=True, default=None)
    size = BigInt()
    stored_at = BigInt(index=True)


class Claim(Table, tablename="claim"):
    """An actor sent these very bytes (or signed a manifest that names them)."""

    id = UUID(primary_key=True, default=None)
    person_id = UUID(default=None)
    digest = Varchar(64)
    at = BigInt()


class LeavingBlob(Table, tablename="leaving_blob"):
    """Bytes that no record needs any more and that the store has yet to forget."""

    digest = Varchar(64, primary_key=True, default=None)
    since = BigInt()
