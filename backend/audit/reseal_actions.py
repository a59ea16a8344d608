"""Encrypting anew, with the current data key, what retired keys have encrypted; so that these can go."""

from backend.audit.events_keys import ValuesResealed
from backend.audit.verify_queries import Paged, Row, pages
from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.crypto.sealed import SealedColumn, Unreadable, decrypt, encrypt
from backend.kernel.db import fetch, run_many
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime


class Resealed:
    """What was done to one column: how many values, and the keys of rows whose value no key of ours opens."""

    def __init__(self, column: SealedColumn) -> None:
        self.column = column
        self.count = 0
        self.unreadable: list[object] = []


async def reseal(runtime: Runtime, column: SealedColumn) -> Resealed:
    """Encrypt a column anew, a page of rows at a time. Broken off, it goes on where it was when it is run again."""
    done = Resealed(column)
    current = runtime.keys.current("data").kid
    waiting = Paged(
        column.key,
        f"SELECT {column.key} AS key, {column.column} AS sealed FROM {column.table}",  # noqa: S608 - names of ours
        f"{column.column} <> '' AND {column.column} NOT LIKE '{current}.%'",
    )
    async for rows in pages(fetch, waiting):
        await _reseal_page(runtime, rows, done)
    return done


async def _reseal_page(runtime: Runtime, rows: list[Row], done: Resealed) -> None:
    column, changed = done.column, []
    for row in rows:
        try:
            text = decrypt(runtime.keys, column.place, row["sealed"])
        except Unreadable:
            done.unreadable.append(row["key"])
            continue
        changed.append((encrypt(runtime.keys, column.place, text), row["key"], row["sealed"]))
    if not changed:
        return
    async with unit_of_work(runtime, SYSTEM, role="system") as work:
        await run_many(
            f"UPDATE {column.table} SET {column.column} = {{}} "  # noqa: S608 - names of ours
            f"WHERE {column.key} = {{}} AND {column.column} = {{}}",
            changed,
        )
        kid = runtime.keys.current("data").kid
        work.record(ValuesResealed(subject_id=new_id(), field=column.name, kid=kid, count=len(changed)))
    done.count += len(changed)
