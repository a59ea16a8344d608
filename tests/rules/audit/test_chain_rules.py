"""The chain's arithmetic: whatever is done to a row is told, and told at that row."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.audit.chain_rules import (
    Fault,
    Head,
    Link,
    Reached,
    StoredValues,
    check_head,
    check_values,
    follow,
    next_hash,
    parse_head,
    parse_head_line,
    values_hash,
)
from backend.kernel.encoding import sha256_hex

LENGTHS = st.integers(min_value=1, max_value=12)
ZEROS = "0" * 64


def chain_of(length: int) -> list[Link]:
    """An untouched chain."""
    links, former = [], ZEROS
    for number in range(1, length + 1):
        digest = sha256_hex(b"event %d" % number)
        former = next_hash(former, number, digest)
        links.append(Link(number, former, f"e{number}", digest))
    return links


def faults_of(links: list[Link]) -> list[Fault]:
    reached, found = Reached(), []
    for link in links:
        reached, more = follow(reached, link)
        found += more
    return found


@given(LENGTHS)
def test_an_untouched_chain_has_no_faults(length: int) -> None:
    assert not faults_of(chain_of(length))


@dataclass(frozen=True)
class Spot:
    links: list[Link]
    place: int

    @property
    def link(self) -> Link:
        return self.links[self.place]

    def replaced(self, link: Link) -> list[Link]:
        return [*self.links[: self.place], link, *self.links[self.place + 1 :]]


@st.composite
def spots(draw: st.DrawFn) -> Spot:
    links = chain_of(draw(LENGTHS))
    return Spot(links, draw(st.integers(0, len(links) - 1)))


@given(spots())
def test_a_changed_event_is_the_only_fault(spot: Spot) -> None:
    changed = Link(spot.link.seal_no, spot.link.hash, spot.link.event_id, sha256_hex(b"other"))
    (fault,) = faults_of(spot.replaced(changed))
    assert fault.kind == "changed"
    assert spot.link.event_id in fault.row


@given(spots())
def test_a_changed_seal_is_the_only_fault(spot: Spot) -> None:
    changed = Link(spot.link.seal_no, sha256_hex(b"other"), spot.link.event_id, spot.link.digest)
    (fault,) = faults_of(spot.replaced(changed))
    assert (fault.kind, spot.link.event_id in fault.row) == ("changed", True)


@given(spots())
def test_a_missing_event_is_the_only_fault(spot: Spot) -> None:
    gone = Link(spot.link.seal_no, spot.link.hash, spot.link.event_id, None)
    (fault,) = faults_of(spot.replaced(gone))
    assert (fault.kind, spot.link.event_id in fault.row) == ("removed", True)


@given(spots())
def test_a_missing_number_is_told_before_the_next_row(spot: Spot) -> None:
    rest = [*spot.links[: spot.place], *spot.links[spot.place + 1 :]]
    found = faults_of(rest)
    if spot.place == len(spot.links) - 1:
        assert not found, "only a head can tell that the end was cut off"
    else:
        assert [fault.kind for fault in found] == ["removed"]
        assert f"number {spot.link.seal_no} is missing" in found[0].message


def test_numbers_below_one_were_never_given() -> None:
    (fault,) = faults_of([Link(0, ZEROS, "e0", ZEROS), *chain_of(3)])
    assert fault.kind == "inserted"


@given(LENGTHS, st.integers(0, 15))
def test_a_head_tells_a_cut_end_and_another_history(length: int, number: int) -> None:
    links = {link.seal_no: link.hash for link in chain_of(length)}
    fault = check_head(Head(number, links.get(number, ZEROS)), links.get(number), length, source="a test")
    if number > length:
        assert fault is not None
        assert fault.kind == "truncated"
    elif number == 0:
        assert fault is not None
        assert fault.kind == "removed"
    else:
        assert fault is None
        other = check_head(Head(number, ZEROS), links[number], length, source="a test")
        assert other is not None
        assert other.kind == "rewritten"


TEXTS = st.text(max_size=20)


@given(TEXTS, TEXTS, TEXTS)
def test_values_are_measured_by_their_salted_hash(salt: str, before: str, after: str) -> None:
    sealed = values_hash(salt, before, after)
    assert check_values("e", sealed, StoredValues(salt, before, after, None), erased=False) is None
    changed = check_values("e", sealed, StoredValues(salt, before, after + "x", None), erased=False)
    assert changed is not None
    assert changed.kind == "values_changed"


@pytest.mark.parametrize(
    ("sealed", "values", "erased", "kind"),
    [
        (ZEROS, None, False, "values_removed"),
        (ZEROS, None, True, "values_removed"),
        (ZEROS, StoredValues("", "", "", 5), True, None),
        (ZEROS, StoredValues("", "", "", 5), False, "erased_unexplained"),
        (ZEROS, StoredValues("", "{}", "", 5), True, "erased_unexplained"),
        ("", None, False, None),
        ("", StoredValues("", "", "", None), False, "values_inserted"),
    ],
)
def test_missing_and_erased_values(sealed: str, values: StoredValues | None, erased: bool, kind: str | None) -> None:
    fault = check_values("e", sealed, values, erased=erased)
    assert (fault.kind if fault else None) == kind


@given(st.integers(0, 10**17), st.integers(0, 10**14), st.text("abcdef0123456789", min_size=64, max_size=64))
def test_a_head_is_read_as_it_is_written(number: int, at: int, chain: str) -> None:
    assert parse_head(f"{number}:{chain}") == Head(number, chain)
    assert parse_head_line(f"{number} {chain} {at} kid sig") == Head(number, chain, at, "kid", "sig")


@pytest.mark.parametrize("text", ["", "5", "5:", ":" + ZEROS, "-1:" + ZEROS, "9" * 19 + ":" + ZEROS, "5:" + ZEROS[1:]])
def test_what_is_no_head(text: str) -> None:
    with pytest.raises(ValueError, match="NUMBER:HASH"):
        parse_head(text)
