"""Identity numbers, as pure rules (catalogue 0.3 V-PID, V-MASK)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.identity.people.id_number_rules import check_sign, id_number_fault, mask_email, mask_id_number

digits = st.tuples(
    st.integers(110000, 659999), st.dates().filter(lambda day: 1900 <= day.year <= 2099), st.integers(0, 999)
).map(lambda parts: f"{parts[0]}{parts[1]:%Y%m%d}{parts[2]:03d}")


@given(digits, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(start: str, place: int, shift: int) -> None:
    number = start + check_sign(start)
    assert id_number_fault("111", number) is None
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert id_number_fault("111", wrong) is not None


@pytest.mark.parametrize(
    ("id_type", "number", "fault"),
    [
        ("111", "11010519491231002X", None),
        ("111", "110105194912310021", "bad_check_digit"),
        ("111", "110105194913310021", "bad_id_number"),
        ("111", "1101051949123100", "bad_id_number"),
        ("414", "E12345678", None),
        ("414", "E1", "bad_id_number"),
        ("516", "H12345678", None),
        ("516", "X12345678", "bad_id_number"),
        ("511", "12345678", None),
        ("114", "军字第1号", None),
        ("114", "", "bad_id_number"),
        ("114", "一" * 31, "bad_id_number"),
    ],
)
def test_each_type_has_its_shape(id_type: str, number: str, fault: str | None) -> None:
    assert id_number_fault(id_type, number) == fault


@given(st.text(max_size=30))
def test_a_masked_number_hides_most(number: str) -> None:
    masked = mask_id_number(number)
    assert len(masked) == len(number)
    assert sum(sign != "*" for sign in masked) <= 10 or "*" in number


def test_masks_are_those_of_the_catalogue() -> None:
    assert mask_id_number("11010519491231002X") == "110105********002X"
    assert mask_id_number("E12345678") == "*******78"
    assert mask_id_number("") == ""
    assert mask_email("wang@example.org") == "w***@example.org"
    assert mask_email("") == ""
