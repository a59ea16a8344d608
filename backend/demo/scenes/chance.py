"""Choices that look random and are always the same for the same seed."""

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Chance:
    """A stream of choices made from a text."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._random = random.Random(digest_of(seed))  # noqa: S311 - drawings need no secrets

    def between(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)

    def whole(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return self._random.randint(low, high)

    def pick(self, things: Sequence[T]) -> T:
        return self._random.choice(things)

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def noise(self, count: int) -> bytes:
        """That many evenly spread bytes."""
        return self._random.randbytes(count)

    def apart(self, name: str) -> "Chance":
        """A stream of its own, so that one part of a picture can change without moving the others."""
        return Chance(f"{self._seed}/{name}")


def digest_of(seed: str) -> bytes:
    """32 bytes of a text."""
    return hashlib.sha256(seed.encode()).digest()


def seeded_id(seed: str) -> UUID:
    """An identifier in the shape of a random one, always the same for a text."""
    return UUID(bytes=digest_of(seed)[:16], version=4)
