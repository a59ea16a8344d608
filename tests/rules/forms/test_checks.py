"""Named checks over several fields."""

import pytest

from backend.forms.source import DefinitionError
from backend.forms.validation import validate
from tests.builders.forms import context, field, form

ROWS = """
[[fields.fields]]
key = "from"
kind = "date"
label = { zh = "开始", en = "From" }
[[fields.fields]]
key = "to"
kind = "date"
label = { zh = "结束", en = "To" }
[[fields.fields]]
key = "share"
kind = "decimal"
label = { zh = "份额", en = "Share" }
"""


def found(fields: str, checks: str, document: dict[str, object]) -> dict[str, list[str]]:
    effective = form(fields + checks)
    return {path: list(codes) for path, codes in validate(effective, document, context(effective)).errors.items()}


def test_order_inside_rows() -> None:
    check = '\n[[checks]]\ncheck = "order"\nwithin = "posts"\nstart = "from"\nend = "to"'
    rows = [
        {"id": "1", "from": "2024-01-02", "to": "2024-01-01"},
        {"id": "2", "from": "2024-01-01", "to": "2024-01-01"},
        {"id": "3", "from": "2024-01-01"},
    ]
    assert found(field("posts", "list") + ROWS, check, {"posts": rows}) == {"posts.0.to": ["end_before_start"]}


def test_order_compares_a_day_with_a_month_as_far_as_both_tell() -> None:
    fields = field("begun", "date") + field("ended", "month")
    check = '\n[[checks]]\ncheck = "order"\nstart = "begun"\nend = "ended"'
    assert found(fields, check, {"begun": "2024-03-15", "ended": "2024-03"}) == {}
    assert found(fields, check, {"begun": "2024-03-15", "ended": "2024-02"}) == {"ended": ["end_before_start"]}


def test_a_rank_is_not_beyond_the_number_of_the_ranked() -> None:
    fields = field("rank", "integer") + field("people", "integer")
    check = '\n[[checks]]\ncheck = "rank"\nrank = "rank"\ntotal = "people"'
    assert found(fields, check, {"rank": 7, "people": 7}) == {}
    assert found(fields, check, {"rank": 8, "people": 7}) == {"rank": ["rank_beyond_total"]}
    assert found(fields, check, {"rank": 8}) == {}


def test_sums() -> None:
    fields = field("total", "decimal") + field("posts", "list") + ROWS
    rows = [{"id": "1", "share": "0.1"}, {"id": "2", "share": "0.2"}]
    at_most = '\n[[checks]]\ncheck = "sum"\nwithin = "posts"\nfield = "share"\nat_most = "total"'
    assert found(fields, at_most, {"total": "0.3", "posts": rows}) == {}
    assert found(fields, at_most, {"total": "0.29", "posts": rows}) == {"posts": ["sum_too_large"]}
    assert found(fields, at_most, {"posts": rows}) == {}
    equals = at_most.replace("at_most", "equals")
    assert found(fields, equals, {"total": "0.3", "posts": rows}) == {}
    assert found(fields, equals, {"total": "0.4", "posts": rows}) == {"total": ["sum_differs"]}


def test_a_sum_names_its_limit_once() -> None:
    check = '\n[[checks]]\ncheck = "sum"\nwithin = "posts"\nfield = "share"'
    with pytest.raises(DefinitionError, match="either `equals` or `at_most`"):
        form(field("posts", "list") + ROWS + check)
