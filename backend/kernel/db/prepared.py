"""Statements of the hot path: worded once, in few different texts, past Piccolo's query builder.

Building a query with Piccolo costs more than running it, and engines keep the plans of texts they have seen. So a list
is filled up to a power of two by repeating its last value: `IN (a, b, c, c)` means the same.
"""

from collections.abc import Sequence
from functools import cache


def worded(sql: str, values: Sequence[object], *, numbered: bool) -> tuple[str, list[object]]:
    """The text with marks, and its values; `{}` stands for a value, `{*}` for a list of at least one.

    `numbered`: marks as PostgreSQL wants them.
    """
    flat: list[object] = []
    sizes: list[int] = []
    for value in values:
        if isinstance(value, list):
            sizes.append(1 << (len(value) - 1).bit_length())
            flat += value
            flat += value[-1:] * (sizes[-1] - len(value))
        else:
            sizes.append(1)
            flat.append(value)
    return _text(sql, tuple(sizes), numbered), flat


@cache
def _text(sql: str, sizes: tuple[int, ...], numbered: bool) -> str:
    parts = sql.replace("{*}", "({})").split("{}")
    text, count = parts[0], 0
    for size, following in zip(sizes, parts[1:], strict=True):
        text += (
            ", ".join(f"${number}" if numbered else "?" for number in range(count + 1, count + 1 + size)) + following
        )
        count += size
    return text
