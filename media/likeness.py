"""A 64-bit perceptual hash: nearly equal pictures have nearly equal hashes (design §4, Findings).

The signs of the 64 lowest frequencies (without the mean) of a 32 × 32 grey version, against their median. Against a
gradient hash and other choices of frequencies it moved least under compression, resizing, noise and brightness on
photographs while keeping strangers apart, and it needs a fraction of a millisecond, in plain integers.
"""

import math
from collections.abc import Sequence
from operator import add, mul, sub
from statistics import median_low
from struct import Struct

from PIL import Image

Halves = tuple[list[int], list[int]]
SIDE = 32
BANDS = 4
BAND_BITS = 16
NEAR = 6
"""Bits that may differ between nearly equal pictures. Two hashes that differ in at most seven have a band that differs
in at most one, so the probes of all four bands find every pair this near."""

_BAND_MASK = (1 << BAND_BITS) - 1
_FREQUENCIES = sorted(
    ((across, down) for across in range(SIDE) for down in range(SIDE) if across + down),
    key=lambda pair: (sum(pair), pair),
)[: BANDS * BAND_BITS]
_HIGHEST = max(map(max, _FREQUENCIES))
_HALF = SIDE // 2
_WAVES = tuple(
    tuple(round(4096 * math.cos(math.pi * (2 * place + 1) * wave / (2 * SIDE))) for place in range(_HALF))
    for wave in range(_HIGHEST + 1)
)
"""The first half of each: an even wave is the same from the other end, an odd one its opposite."""
_LANES = Struct(f"<{SIDE}Q")
_LANE_LIFT = 1 << 40
"""More than any lane can be below zero."""
_LIFT = sum(_LANE_LIFT << 64 * row for row in range(SIDE))
_LEAST_CONTRAST = 8
"""Grey levels. A covered lens or a white wall has no likeness: it would be near every other one."""


def perceptual_hash(image: Image.Image) -> int | None:
    """64 bits, unsigned; None for a picture too flat to be compared. Independent of size; sensitive to turning."""
    small = image.convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR).tobytes()
    if max(small) - min(small) < _LEAST_CONTRAST:
        return None
    columns = _columns(small)
    strengths = [sum(map(mul, _WAVES[down], columns[across][down % 2])) for across, down in _FREQUENCIES]
    middle = median_low(strengths)
    value = 0
    for strength in strengths:
        value = value << 1 | (strength > middle)
    return value


def _columns(small: bytes) -> list[Halves]:
    """For each wave, how strong it is across every row, folded for the waves down.

    All rows at once: a long integer holds a row's number in each of its 32 lanes of 64 bits, so that one multiplication
    of it is 32 multiplications. Lanes may be negative in between; `_LIFT` makes them whole before they are read.
    """
    across = _folded([_lanes(small[place::SIDE]) for place in range(SIDE)])
    return [
        _folded([lane - _LANE_LIFT for lane in _LANES.unpack((total + _LIFT).to_bytes(_LANES.size, "little"))])
        for total in (sum(map(mul, wave, across[place % 2])) for place, wave in enumerate(_WAVES))
    ]


def _lanes(values: bytes) -> int:
    wide = bytearray(_LANES.size)
    wide[:: _LANES.size // SIDE] = values
    return int.from_bytes(wide, "little")


def _folded(values: Sequence[int]) -> Halves:
    """Sums and differences of what stands equally far from both ends: all that even and odd waves see."""
    near, far = values[:_HALF], values[: _HALF - 1 : -1]
    return list(map(add, near, far)), list(map(sub, near, far))


def distance(one: int, other: int) -> int:
    """Bits in which two hashes differ: 0 to 64."""
    return (one ^ other).bit_count()


def bands(value: int) -> tuple[int, int, int, int]:
    """The hash as four 16-bit numbers, highest first: what is stored and indexed."""
    first, second, third, fourth = (value >> shift & _BAND_MASK for shift in (48, 32, 16, 0))
    return first, second, third, fourth


def joined(parts: tuple[int, int, int, int]) -> int:
    """The hash from its bands."""
    first, second, third, fourth = parts
    return first << 48 | second << 32 | third << 16 | fourth


def probes(value: int) -> tuple[tuple[int, ...], ...]:
    """For each band the 17 values to look up: itself and its 16 neighbours of one bit."""
    return tuple((band, *(band ^ 1 << bit for bit in range(BAND_BITS))) for band in bands(value))
