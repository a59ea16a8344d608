"""What is known of a copy of a database, whichever engine made it."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.audit.chain_rules import GENESIS


@dataclass(frozen=True)
class Copied:
    """The chain's end in the copy, and its rows by table."""

    head: str
    counts: dict[str, int]


def head_text(last: Sequence[object] | None) -> str:
    """The end of a chain as receipts quote it, from its last row (number, hash)."""
    return f"{last[0]}:{last[1]}" if last else f"0:{GENESIS}"
