"""Gaps in a chain of manifests: exactly the links whose predecessor never came."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.supervision.capture.chain_rules import Link, chain_gaps


def chain(length: int, key_id: str = "k") -> list[Link]:
    """A whole chain; the manifest of link n has the digest `n`."""
    return [Link(UUID(int=n + 1), key_id, str(n - 1) if n else "") for n in range(length)]


@given(length=st.integers(1, 30), lost=st.sets(st.integers(0, 29)))
def test_a_gap_is_told_at_the_next_photo_that_came(length: int, lost: set[int]) -> None:
    came = [link for n, link in enumerate(chain(length)) if n not in lost]
    known = {("k", str(n)) for n in range(length) if n not in lost}
    expected = {UUID(int=n + 1) for n in range(1, length) if n not in lost and n - 1 in lost}
    assert chain_gaps(came, known) == expected


def test_another_keys_manifest_closes_no_gap() -> None:
    assert chain_gaps(chain(2)[1:], {("other", "0")}) == {UUID(int=2)}


@given(length=st.integers(0, 30))
def test_a_whole_chain_has_no_gap_in_any_order(length: int) -> None:
    links = chain(length)
    assert chain_gaps(reversed(links), {("k", str(n)) for n in range(length)}) == set()
