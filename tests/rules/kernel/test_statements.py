"""Statements of the hot path: marks for values, lists filled up, and what Piccolo built written out where it stands."""

import pytest
from piccolo.querystring import QueryString

from backend.kernel.db.prepared import worded
from backend.supervision.tables import Project


def test_values_and_lists_get_the_marks_of_each_engine() -> None:
    sql = "SELECT a FROM b WHERE c = {} AND d IN {*}"
    assert worded(sql, [1, [2, 3, 4]], numbered=False) == (
        "SELECT a FROM b WHERE c = ? AND d IN (?, ?, ?, ?)",
        [1, 2, 3, 4, 4],
    )
    assert worded(sql, [1, [2]], numbered=True) == ("SELECT a FROM b WHERE c = $1 AND d IN ($2)", [1, 2])


def test_what_piccolo_built_stands_among_values_in_order() -> None:
    condition = (Project.look > 5) & (Project.no == "x?{}")
    ids = QueryString("SELECT id FROM project WHERE {}", condition.querystring)
    text, values = worded(
        "SELECT {} WHERE id IN {*} AND name IN {*} AND {}",
        [1, ids, ["a", "b", "c"], condition.querystring],
        numbered=True,
    )
    where = '("project"."look" > ${} AND "project"."no" = ${})'
    assert text == (
        f"SELECT $1 WHERE id IN (SELECT id FROM project WHERE {where.format(2, 3)}) AND name IN ($4, $5, $6, $7)"
        f" AND {where.format(8, 9)}"
    )
    assert values == [1, 5, "x?{}", "a", "b", "c", "c", 5, "x?{}"]


@pytest.mark.parametrize("values", [[1], [1, QueryString("{}", 2), 3]])
def test_a_value_too_few_or_too_many_is_refused(values: list[object]) -> None:
    with pytest.raises(ValueError, match="zip"):
        worded("SELECT {} WHERE {}", values, numbered=False)
