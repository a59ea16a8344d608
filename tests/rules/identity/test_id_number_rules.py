"""Identity numbers, as pure rules (catalogue 0.3 V-PID, V-MASK)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.identity.people.id_number_rules import check_sign, id_number_fault, mask_email, mask_id_number

TODAY = date(2026, 11, 21)
PROVINCES = (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
             61, 62, 63, 64, 65, 71, 81, 82)  # fmt: skip


def starts(provinces: st.SearchStrategy[int], days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    """The 17 digits before the check sign."""
    return st.tuples(provinces, st.integers(0, 9999), days, st.integers(0, 999)).map(
        lambda parts: f"{parts[0]}{parts[1]:04d}{parts[2]:%Y%m%d}{parts[3]:03d}"
    )


past = st.dates(date(1900, 1, 1), TODAY)
digits = starts(st.sampled_from(PROVINCES), past)


@given(digits, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(start: str, place: int, shift: int) -> None:
    number = start + check_sign(start)
    assert id_number_fault("111", number, TODAY) is None
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert id_number_fault("111", wrong, TODAY) is not None


@given(starts(st.integers(10, 99).filter(lambda code: code not in PROVINCES), past))
def test_another_beginning_is_no_province(start: str) -> None:
    assert id_number_fault("111", start + check_sign(start), TODAY) == "bad_id_number"


@given(starts(st.sampled_from(PROVINCES), st.dates(date(2026, 11, 22), date(2099, 12, 31))))
def test_nobody_is_born_tomorrow(start: str) -> None:
    assert id_number_fault("111", start + check_sign(start), TODAY) == "bad_id_number"


@given(starts(st.sampled_from((81, 82, 83)), past), digits)
def test_a_residence_permit_names_its_own_places(start: str, elsewhere: str) -> None:
    assert id_number_fault("HMTRP", start + check_sign(start), TODAY) is None
    of_a_province = elsewhere + check_sign(elsewhere)
    assert (id_number_fault("HMTRP", of_a_province, TODAY) is None) == elsewhere.startswith(("81", "82"))


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
    assert id_number_fault(id_type, number, TODAY) == fault


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
