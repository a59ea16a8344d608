"""Exif is believed only where it keeps to its format, and never harms the reader."""

import struct
import time
import tracemalloc
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.exif import ExifFacts, read_exif
from media.exif_guard import plausible
from media.inspect import inspect
from media.point import Point
from tests.builders import photos
from tests.builders.examples import up_to

SHANGHAI = ZoneInfo("Asia/Shanghai")
HONEST = photos.photo(3, 200, 150)


def facts_of(block: bytes) -> ExifFacts:
    facts, error = read_exif(block)
    assert error is None
    assert facts is not None
    return facts


def test_time_place_and_orientation_are_read() -> None:
    facts = facts_of(photos.exif_block(orientation=6))
    assert facts == ExifFacts(
        taken_local="2026-11-21T10:52:07",
        offset_minutes=480,
        point=Point(399_811_203, 1_163_553_700),
        orientation=6,
    )
    assert facts.taken_at(ZoneInfo("America/Lima")) == 1_795_229_527_000


def test_a_time_without_offset_is_read_in_the_deployments_zone() -> None:
    facts = facts_of(photos.exif_block(offset=None))
    assert facts.offset_minutes is None
    assert facts.taken_at(SHANGHAI) == 1_795_229_527_000


def test_the_southern_and_western_halves_are_negative() -> None:
    point = facts_of(photos.exif_block(sides=("S", "W"))).point
    assert point == Point(-399_811_203, -1_163_553_700)


@pytest.mark.parametrize("taken", [None, "0000:00:00 00:00:00", "    :  :     :  :  "])
def test_an_unset_clock_is_no_time_and_no_error(taken: str | None) -> None:
    assert facts_of(photos.exif_block(taken=taken)).taken_at(SHANGHAI) is None


def test_a_file_without_exif_says_nothing() -> None:
    assert read_exif(None) == (None, None)
    assert inspect(HONEST).exif is None


@pytest.mark.parametrize(
    "block",
    [
        photos.exif_block(taken="yesterday"),
        photos.exif_block(taken="2026:13:41 10:52:07"),
        photos.exif_block(offset="+99:99"),
        photos.exif_block(offset="Beijing"),
    ],
)
def test_a_wrong_time_is_named_and_does_not_hide_the_place(block: bytes) -> None:
    facts, error = read_exif(block)
    assert error == "exif_bad_time"
    assert facts is not None
    assert (facts.taken_local, facts.point) == (None, Point(399_811_203, 1_163_553_700))


@pytest.mark.parametrize(
    "block",
    [
        photos.exif_block(place=((91.0, 0, 0), (0, 0, 0))),
        photos.exif_block(place=((0, 0, 0), (181.0, 0, 0))),
        photos.exif_block(sides=("", "")),
        photos.exif_block(sides=("X", "E")),
        photos.exif_block().replace(struct.pack(">LL", 39, 1), struct.pack(">LL", 39, 0)),
        photos.exif_block().replace(struct.pack(">LL", 39, 1), struct.pack(">LL", 0, 0)),
    ],
)
def test_a_wrong_place_is_named_and_does_not_hide_the_time(block: bytes) -> None:
    facts, error = read_exif(block)
    assert error == "exif_bad_position"
    assert facts is not None
    assert (facts.taken_local, facts.point) == ("2026-11-21T10:52:07", None)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"Exif",
        b"MM\x00*",
        b"II*\x00\x08\x00\x00\x00",
        b"MM\x00*\x00\x00\x00\x08\xff\xff" + bytes(40),
        bytes(5_000),
    ],
)
def test_garbage_is_unreadable_and_the_picture_still_good(garbage: bytes) -> None:
    found = inspect(photos.with_exif(HONEST, b"Exif\x00\x00" + garbage))
    assert (found.ok, found.exif, found.exif_error) == (True, None, "exif_unreadable")


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack(">HHLL", tag, kind, count, value)


def tiff(*entries: bytes, padding: int = 0) -> bytes:
    return struct.pack(">2sHLH", b"MM", 42, 8, len(entries)) + b"".join(entries) + bytes(4 + padding)


@pytest.mark.parametrize(
    "block",
    [
        tiff(entry(0x010F, 1, 4_000_000_000, 8)),
        tiff(entry(0x010F, 12, 1_000_000_000, 8)),
        tiff(*(entry(0x010F, 1, 60_000, 8) for _ in range(300)), padding=60_000),
        tiff(entry(0x8769, 4, 1, 8)),
    ],
    ids=["four billion values", "eight billion bytes", "shared values", "a directory that holds itself"],
)
def test_an_exif_bomb_is_not_read(block: bytes) -> None:
    tracemalloc.start()
    began = time.monotonic()
    try:
        assert not plausible(block)
        assert read_exif(b"Exif\x00\x00" + block) == (None, "exif_unreadable")
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - began < 1


@settings(max_examples=up_to(200), deadline=None)
@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject) -> None:
    block = bytearray(photos.exif_block())
    for _ in range(data.draw(st.integers(1, 6))):
        block[data.draw(st.integers(6, len(block) - 1))] = data.draw(st.integers(0, 255))
    facts, error = read_exif(bytes(block))
    assert error is None or error.startswith("exif_")
    if facts is not None:
        facts.taken_at(SHANGHAI)


@given(st.datetimes().map(lambda when: when.strftime("%Y:%m:%d %H:%M:%S")), st.integers(-14 * 60, 14 * 60))
def test_every_clock_reading_is_an_instant(taken: str, offset: int) -> None:
    sign = "-" if offset < 0 else "+"
    facts, _ = read_exif(photos.exif_block(taken=taken, offset=f"{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"))
    assert facts is not None
    assert facts.taken_local is None or isinstance(facts.taken_at(SHANGHAI), int)
