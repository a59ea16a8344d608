"""Decimals are text with one spelling, and integers in columns."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.forms.kinds.base import CellFault
from backend.forms.kinds.numbers import canonical_decimal, scaled, unscaled, written_number

decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


@given(decimals)
def test_one_number_has_one_spelling(number: Decimal) -> None:
    spelled = canonical_decimal(f"{number:f}")
    assert Decimal(spelled) == number
    assert canonical_decimal(spelled) == spelled
    assert canonical_decimal(f"{number:f}000" if "." in f"{number:f}" else f"{number:f}.0") == spelled


@given(decimals)
def test_scaling_loses_nothing(number: Decimal) -> None:
    spelled = canonical_decimal(f"{number:f}")
    assert unscaled(scaled(spelled, 4), 4) == spelled


def test_scaling_refuses_what_it_would_round() -> None:
    assert scaled("12.5", 2) == 1250
    with pytest.raises(ValueError, match="places"):
        scaled("1.234", 2)


@given(st.integers(-(10**8), 10**8), st.integers(0, 4))
def test_a_number_in_a_cell_is_what_was_typed(number: int, places: int) -> None:
    typed = unscaled(number, places)
    assert written_number(float(typed)) == typed
    assert written_number(f" {typed} ") == typed


@pytest.mark.parametrize(
    ("cell", "number"),
    [(5.0, "5"), (4.4000000000000004, "4.4"), ("1,234.50", "1234.5"), ("1，234", "1234"), (1e14, "100000000000000")],
)
def test_cells_as_spreadsheets_store_them(cell: str | float, number: str) -> None:
    assert written_number(cell) == number


@pytest.mark.parametrize("cell", [True, "five", "1e3", "", "5 元"])
def test_what_is_no_number(cell: str | bool) -> None:
    assert written_number(cell) == CellFault("bad_number")
