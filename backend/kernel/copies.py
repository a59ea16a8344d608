"""What areas tell about copies of the database (backups)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EmptiedInCopies:
    """Port: a table whose rows must not lie in a backup, such as secrets on their way; no other table refers to it."""

    table: str


@dataclass(frozen=True)
class NamesBlobs:
    """Port: SQL that answers a column `digest`, of the bytes an area's records own and need back."""

    sql: str
