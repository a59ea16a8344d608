"""Everything a database holds, to prove that something is not in it."""

import re
from typing import Any
from uuid import UUID

from piccolo.conf.apps import Finder

from backend.kernel.encoding import is_digest


async def everything_stored() -> list[tuple[str, str, str]]:
    """Every text of every table that is neither an id nor a digest: table, column, value."""
    found = []
    for table in Finder().get_table_classes():
        rows: list[dict[str, Any]] = await table.select()
        for row in rows:
            for column, value in row.items():
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                if not isinstance(value, UUID | int) and not is_digest(text):
                    found.append((table._meta.tablename, column, text))
    return found


def holders(stored: list[tuple[str, str, str]], secret: str) -> list[tuple[str, str]]:
    """The columns that hold a number in clear: table, column."""
    whole = re.compile(rf"(?<!\d){secret}(?!\d)")
    return [(table, column) for table, column, text in stored if whole.search(text)]
