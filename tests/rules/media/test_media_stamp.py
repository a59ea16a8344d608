"""Derived copies say what they should, legibly, and leave the original alone (design §4, Derived pictures)."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from zoneinfo import ZoneInfo

import piexif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media.band import INK, OPACITY, draw_band
from media.exif import read_exif
from media.exif_write import exif_of
from media.inspect import inspect
from media.jpeg import read_structure
from media.place import Point, of_degrees
from media.stamp import StampFacts, stamped, thumbnail
from media.stamp_facts import (
    distance_words,
    length_words,
    number_words,
    place_words,
    position_words,
    time_words,
    zone_words,
)
from media.stamp_rows import QUIET, WHITE, when_and_where
from tests.builders import photos
from tests.builders.examples import up_to

SHANGHAI = ZoneInfo("Asia/Shanghai")
FACTS = StampFacts(
    taken_at=1_795_229_527_123,
    zone=SHANGHAI,
    project="2026-03-01-112 超声诊断新进展学习班",
    item="主讲人讲课照片",
    capture_id="0f8b2c1e-77aa-4c1b-9d2e-9f3c21ab04de",
    point=of_degrees(39.98112, 116.35537),
    accuracy_m=12,
    distance_m=18,
    address="北京市海淀区花园北路 49 号",
    time_note="时间由服务器证明",
)
BARE = StampFacts(taken_at=0, zone=SHANGHAI, project="", item="", capture_id="x")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def luminance(colour: tuple[float, ...]) -> float:
    parts = [level / 255 for level in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_words_of_a_stamp() -> None:
    assert time_words(FACTS) == "2026-11-21 10:52:07"
    assert zone_words(FACTS) == "UTC+08:00"
    assert position_words(FACTS) == "北纬 39.98112°  东经 116.35537°  ±12 m"
    assert position_words(replace(FACTS, point=Point(-5, -5), accuracy_m=None)) == "南纬 0.00000°  西经 0.00000°"
    assert position_words(BARE) == "未取得定位"
    assert (distance_words(FACTS), place_words(FACTS)) == ("距会场 18 m", "")
    named = replace(FACTS, venue="报告厅", place="市会议中心三层")
    assert (distance_words(named), place_words(named)) == ("距「报告厅」 18 m", "举办地点 市会议中心三层")
    texts = [text for row in when_and_where(named) for text in row.texts]
    assert texts[-2:] == ["举办地点 市会议中心三层", FACTS.address]
    assert number_words(FACTS) == "编号 9f3c21ab04de"
    assert [length_words(metres) for metres in (0, 999, 1_240, 35_400)] == ["0 m", "999 m", "1.2 km", "35 km"]


def test_a_stamp_keeps_size_and_carries_the_facts_as_exif() -> None:
    original = photos.photo(1, 1024, 768)
    before = hashlib.sha256(original).digest()
    copy = stamped(original, FACTS)
    assert hashlib.sha256(original).digest() == before
    assert opened(copy).size == (1024, 768)
    found = inspect(copy)
    assert (found.ok, found.trailing_bytes, found.exif_error) == (True, 0, None)
    assert found.exif is not None
    assert found.exif.taken_at(ZoneInfo("UTC")) == FACTS.taken_at
    assert (found.exif.point, found.exif.offset_minutes, found.exif.orientation) == (FACTS.point, 480, 1)
    block = piexif.load(copy)
    assert block["Exif"][piexif.ExifIFD.ImageUniqueID] == b"0f8b2c1e77aa4c1b9d2e9f3c21ab04de"
    assert block["GPS"][piexif.GPSIFD.GPSHPositioningError] == (12, 1)


@given(
    st.builds(Point, st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000)),
    st.integers(-1_000_000_000_000, 4_000_000_000_000),
)
def test_exif_gives_time_and_place_back_exactly(point: Point, taken_at: int) -> None:
    facts, error = read_exif(piexif.dump(exif_of(replace(BARE, point=point, taken_at=taken_at))))
    assert error is None
    assert facts is not None
    assert (facts.point, facts.taken_at(SHANGHAI)) == (point, taken_at)


@pytest.mark.parametrize(
    "original",
    [photos.with_zip(photos.photo()), photos.with_html(photos.photo()), photos.multi_picture()],
    ids=["zip", "html", "second picture"],
)
def test_nothing_of_the_original_file_but_its_picture_is_copied(original: bytes) -> None:
    data = photos.with_exif(original, photos.exif_block())
    for copy in (thumbnail(data), stamped(data, BARE)):
        structure = read_structure(copy)
        assert (structure.pictures, structure.trailing_bytes) == (1, 0)
    assert b"Exif" not in thumbnail(data)
    exif, _ = read_exif(read_structure(stamped(data, BARE)).exif)
    assert exif is not None
    assert exif.point is None


@pytest.mark.parametrize("level", [0, 90, 255])
def test_every_letter_is_readable_on_any_picture(level: int) -> None:
    image = draw_band(Image.new("RGB", (1024, 768), (level, level, level)), FACTS)
    panel = tuple(level * (1 - OPACITY) + part * OPACITY for part in INK)
    seen = image.getpixel((512, 768 - 20))
    assert isinstance(seen, tuple)
    assert seen == pytest.approx(panel, abs=2)
    for colour in (WHITE, QUIET):
        assert (luminance(colour) + 0.05) / (luminance(panel) + 0.05) >= 7


@pytest.mark.parametrize("size", [(1536, 2048), (2048, 1536), (2048, 1152), (1152, 2048), (1000, 1000)])
def test_a_picture_of_a_phone_keeps_most_of_itself(size: tuple[int, int]) -> None:
    paper = Image.new("RGB", size, (255, 255, 255))
    image = draw_band(paper.copy(), FACTS)
    assert image.size == size
    changed = image.convert("L").point(lambda level: 255 * (level < 250)).getbbox()
    assert changed is not None
    left, top, right, bottom = changed
    assert top > size[1] * 0.65
    assert min(left, size[0] - right, size[1] - bottom) >= 0.01 * min(size)


@pytest.mark.parametrize("size", [(1, 1), (200, 150), (3000, 120), (90, 2000)])
def test_a_picture_too_small_for_the_band_gets_room_for_it(size: tuple[int, int]) -> None:
    image = draw_band(photos.scene(1, *size), FACTS)
    assert image.width >= 336
    assert image.height > size[1] or size[1] > 400


@settings(max_examples=up_to(15), deadline=None)
@given(st.text(max_size=200), st.text(max_size=120), st.text(max_size=200))
def test_any_text_can_be_stamped(project: str, item: str, address: str) -> None:
    facts = replace(FACTS, project=project, item=item, address=address)
    assert draw_band(photos.scene(1, 400, 300, noise=0), facts).width == 400


def test_a_stamp_without_anything_still_says_when_and_that_there_is_no_place() -> None:
    assert inspect(stamped(photos.photo(), BARE)).ok


@pytest.mark.parametrize("orientation", range(1, 9))
def test_copies_stand_upright(orientation: int) -> None:
    mark = Image.new("RGB", (400, 200), "white")
    mark.paste((200, 0, 0), (0, 0, 100, 100))
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = mark if orientation == 1 else mark.transpose(Image.Transpose(turns[orientation]))
    data = photos.with_exif(photos.jpeg(stored), photos.exif_block(orientation=orientation))
    small = opened(thumbnail(data))
    assert small.size == (400, 200)
    corner = small.getpixel((50, 50))
    assert isinstance(corner, tuple)
    assert corner[0] > 150 > corner[1]


@pytest.mark.parametrize(
    ("size", "small"), [((2048, 1536), (480, 360)), ((1536, 2048), (360, 480)), ((300, 200), (300, 200))]
)
def test_a_thumbnail_is_small_and_never_enlarged(size: tuple[int, int], small: tuple[int, int]) -> None:
    data = thumbnail(photos.photo(1, *size))
    assert opened(data).size == small
    assert len(data) < 60_000


def test_a_colour_profile_stays_with_its_colours() -> None:
    profile = bytes(range(256)) * 2
    assert opened(thumbnail(photos.photo(icc_profile=profile))).info["icc_profile"] == profile
    assert opened(stamped(photos.photo(icc_profile=profile), FACTS)).info["icc_profile"] == profile
    inks = photos.jpeg(photos.scene().convert("CMYK"), icc_profile=profile)
    assert "icc_profile" not in opened(thumbnail(inks)).info
    huge = photos.photo(icc_profile=bytes(100_000))
    assert "icc_profile" not in opened(thumbnail(huge)).info


def test_copies_made_in_many_threads_are_the_same() -> None:
    originals = [photos.photo(seed, 500, 400) for seed in range(4)] * 3
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda data: (stamped(data, FACTS), thumbnail(data)), originals))
    assert together == [(stamped(data, FACTS), thumbnail(data)) for data in originals]


def test_a_very_large_picture_is_halved() -> None:
    assert opened(stamped(photos.photo(1, 5200, 1200, noise=0), FACTS)).size[0] == 2600
