"""Statements of the hot path: worded once, in few different texts, past Piccolo's query builder.

Building a query with Piccolo costs more than running it, and engines keep the plans of texts they have seen. So a list
is filled up to a power of two by repeating its last value: `IN (a, b, c, c)` means the same.
"""

import re
from collections.abc import Sequence
from functools import cache

from piccolo.querystring import QueryString

_MARK = re.compile(r"\{\*?\}")


def worded(sql: str, values: Sequence[object], *, numbered: bool) -> tuple[str, list[object]]:
    """The text with marks, and its values; `{}` stands for a value, `{*}` for a list of at least one.

    A value that Piccolo has built, as a condition or a query, is written out where it stands.
    `numbered`: marks as PostgreSQL wants them.
    """
    if any(isinstance(value, QueryString) for value in values):
        sql, values = _written_out(sql, values)
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


def _written_out(sql: str, values: Sequence[object]) -> tuple[str, list[object]]:
    text, all_values, end = "", [], 0
    for mark, value in zip(_MARK.finditer(sql), values, strict=True):
        part, own = _parts(value) if isinstance(value, QueryString) else ("{}", [value])
        text += sql[end : mark.start()] + (f"({part})" if mark[0] == "{*}" else part)
        all_values += own
        end = mark.end()
    return text + sql[end:], all_values


def _parts(built: QueryString) -> tuple[str, list[object]]:
    _, fragments, values = built.bundle()
    return "".join(one.prefix + ("" if one.no_arg else "{}") for one in fragments), values


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
