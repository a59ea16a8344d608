"""One-time codes and first log-ins, as pure rules (design §9)."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from backend.identity.login_codes.login_code_rules import (
    LIVE,
    CodeLimits,
    fate_of,
    free_at,
    mask_name,
    normalise_id_number,
    normalise_one_time_code,
    same_last_four,
    same_name,
)
from backend.kernel.clock import DAY, MINUTE

NOW = 1_795_233_600_000
LIMITS = CodeLimits(gap_ms=MINUTE, per_phone=10, budget=100)
instants = st.lists(st.integers(NOW - 3 * DAY, NOW), max_size=30)


@given(former=instants, spent=st.integers(0, 99))
def test_a_phone_never_gets_more_than_its_limits(former: list[int], spent: int) -> None:
    given: list[int] = []
    for at in sorted(former):
        if fate_of(at, given, spent=spent, known=True, limits=LIMITS) == "send":
            given.append(at)
    assert all(later - earlier >= MINUTE for earlier, later in itertools.pairwise(given))
    assert all(sum(at - DAY < other <= at for other in given) <= LIMITS.per_phone for at in given)


@given(former=instants, spent=st.integers(0, 300))
def test_limits_of_a_phone_do_not_tell_whether_it_is_known(former: list[int], spent: int) -> None:
    known = fate_of(NOW, former, spent=spent, known=True, limits=LIMITS)
    unknown = fate_of(NOW, former, spent=spent, known=False, limits=LIMITS)
    assert (known in LIVE) == (unknown in LIVE)
    assert known == unknown or known in LIVE


@given(former=instants)
def test_a_code_can_be_had_when_it_is_said_to_be_free(former: list[int]) -> None:
    free = free_at(NOW, former, LIMITS)
    if free > NOW:
        assert fate_of(free - 1, former, spent=0, known=True, limits=LIMITS) in {"too_soon", "too_many"}
    assert fate_of(max(free, NOW), former, spent=0, known=True, limits=LIMITS) == "send"


def test_the_budget_is_spent_by_codes_really_sent() -> None:
    assert fate_of(NOW, [], spent=99, known=True, limits=LIMITS) == "send"
    assert fate_of(NOW, [], spent=100, known=True, limits=LIMITS) == "over_budget"
    assert fate_of(NOW, [], spent=100, known=False, limits=LIMITS) == "unknown"


@given(st.text(max_size=12))
def test_a_code_is_six_ascii_digits_or_none(text: str) -> None:
    code = normalise_one_time_code(text)
    assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


def test_codes_are_read_generously() -> None:
    assert normalise_one_time_code(" 123 456 ") == "123456"
    assert normalise_one_time_code("１２３４５６") == "123456"  # full-width digits of Chinese keyboards
    assert normalise_one_time_code("12345") is None
    assert normalise_one_time_code("12345६") is None


def test_names_are_compared_generously_and_nothing_else() -> None:
    assert same_name(" 林 晓 ", "林晓")
    assert same_name("阿依古丽•买买提", "阿依古丽·买买提")
    assert same_name("ann lee", "Ann Lee")
    assert not same_name("林晓", "林小")
    assert not same_name("", "林晓")


def test_the_last_four_of_an_identity_number() -> None:
    assert same_last_four("123x", "11010519900307123X")
    assert same_last_four("１２３X", "11010519900307123X")
    assert not same_last_four("23X", "11010519900307123X")
    assert not same_last_four("0123X", "11010519900307123X")
    assert not same_last_four("", "")
    assert normalise_id_number(" h1234-5678 (9) ") == "H123456789"


@given(st.text(min_size=1, max_size=20))
def test_a_masked_name_shows_one_sign(name: str) -> None:
    masked = mask_name(name)
    assert masked[0] == name[0]
    assert set(masked[1:]) == {"*"}
