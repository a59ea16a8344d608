"""What a photo really is: honest, damaged and hostile files (design §4, Inspection)."""

import io
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media.inspect import Inspection, inspect, inspect_with_thumbnail, looks_like_jpeg
from media.refusals import PICTURE_CODES, NotAPicture
from media.stamp import thumbnail
from tests.builders import photos
from tests.builders.examples import up_to

HONEST = photos.photo(3, 200, 150)
PROGRESSIVE = photos.photo(3, 200, 150, progressive=True)


def test_an_honest_photo_is_what_it_is() -> None:
    found = inspect(photos.with_exif(photos.photo(1, 800, 600), photos.exif_block()))
    assert found.ok
    assert (found.width, found.height, found.mode, found.frames) == (800, 600, "RGB", 1)
    assert (found.trailing_bytes, found.exif_error) == (0, None)
    assert found.exif is not None
    assert found.perceptual_hash is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x00", "not_jpeg"),
        (b"hello, this is no picture at all", "not_jpeg"),
        (photos.png(), "not_jpeg"),
        (photos.animated_gif(), "not_jpeg"),
        (b"<html>" + HONEST, "not_jpeg"),
        (b"\xff\xd8\xff", "undecodable"),
        (b"\xff\xd8\xff\xd9", "undecodable"),
        (b"\xff\xd8\xff\xe0", "undecodable"),
        (b"\xff\xd8" + b"\xff" * 100_000, "undecodable"),
        (HONEST[:2] + photos.segment(0xDB, b"\x00" * 3) + HONEST[2:], "undecodable"),
        (HONEST[:2] + HONEST, "undecodable"),
        (photos.claiming(HONEST, 0, 100), "undecodable"),
        (photos.claiming(HONEST, 10_000, 10_000), "too_many_pixels"),
        (photos.claiming(PROGRESSIVE, 65_000, 65_000), "too_many_pixels"),
        (photos.claiming(HONEST, 5_000, 10_001), "too_many_pixels"),
        (photos.claiming(photos.scan_bomb(), 3_000, 2_000), "too_complex"),
        (photos.claiming(photos.photo(progressive=True, subsampling=0), 6_000, 6_000), "too_complex"),
        (HONEST[:2] + photos.segment(0xFE, b"x") * 2_001 + HONEST[2:], "too_complex"),
    ],
)
def test_each_kind_of_trouble_has_its_code(data: bytes, code: str) -> None:
    found, small = inspect_with_thumbnail(data)
    assert (found.ok, found.code, small) == (False, code, None)
    assert code in PICTURE_CODES
    with pytest.raises(NotAPicture) as caught:
        thumbnail(data)
    assert caught.value.code == code


@pytest.mark.parametrize("data", [HONEST, PROGRESSIVE])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.99])
def test_a_cut_file_is_noticed(data: bytes, share: float) -> None:
    assert inspect(photos.truncated(data, share)).code in {"undecodable", "not_jpeg"}


@settings(max_examples=up_to(60), deadline=None)
@given(st.integers(min_value=3, max_value=len(HONEST) - 3))
def test_a_file_cut_anywhere_is_noticed(length: int) -> None:
    assert inspect(HONEST[:length]).code == "undecodable"


def test_a_large_cut_file_is_noticed_although_it_is_decoded_small() -> None:
    data = photos.photo(5, 3000, 2000, noise=3)
    assert inspect(data).ok
    assert inspect(photos.truncated(data, 0.99)).code == "undecodable"


def test_a_picture_that_lacks_only_its_end_mark_is_a_picture() -> None:
    assert inspect(HONEST[:-2]).ok


@pytest.mark.parametrize("hide", [photos.with_zip, photos.with_html])
def test_what_hides_behind_a_picture_is_counted_and_never_copied(hide: Callable[[bytes], bytes]) -> None:
    data = hide(HONEST)
    found, small = inspect_with_thumbnail(data)
    assert found.ok
    assert found.trailing_bytes == len(data) - len(HONEST)
    assert small == inspect_with_thumbnail(HONEST)[1]


def test_a_multi_picture_file_shows_its_first_and_counts_as_no_trailing_data() -> None:
    data = photos.multi_picture(3)
    found = inspect(data)
    assert (found.ok, found.frames, found.trailing_bytes) == (True, 3, 0)
    assert inspect(photos.with_html(data)).trailing_bytes == len(photos.with_html(data)) - len(data)


def test_a_second_picture_that_no_index_announces_is_trailing_data() -> None:
    found = inspect(HONEST + HONEST)
    assert (found.frames, found.trailing_bytes) == (1, len(HONEST))


@pytest.mark.parametrize(
    ("data", "mode"),
    [
        (photos.jpeg(photos.scene().convert("L")), "L"),
        (photos.jpeg(photos.scene().convert("CMYK")), "CMYK"),
        (photos.jpeg(photos.scene(), keep_rgb=True), "RGB"),
        (photos.photo(progressive=True), "RGB"),
        (photos.photo(restart_marker_rows=1), "RGB"),
    ],
)
def test_every_kind_of_jpeg_is_read(data: bytes, mode: str) -> None:
    found, small = inspect_with_thumbnail(data)
    assert (found.ok, found.mode) == (True, mode)
    assert small is not None


@pytest.mark.parametrize("size", [(1, 1), (1, 5_000), (5_000, 1), (17, 3)])
def test_odd_sizes_are_read(size: tuple[int, int]) -> None:
    assert inspect(photos.photo(0, *size)).ok


def test_padding_between_segments_is_passed_over() -> None:
    assert inspect(HONEST[:2] + b"\xff\xff\xff" + HONEST[2:]).ok


@settings(max_examples=up_to(150), deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([HONEST, PROGRESSIVE, photos.multi_picture(), photos.with_zip(HONEST)]))
def test_nothing_makes_it_raise(seed: int, data: bytes) -> None:
    chance = random.Random(seed)
    broken = bytearray(photos.with_exif(data, photos.exif_block()))
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(min(len(broken), chance.choice((200, 800, len(broken)))))
        broken[at : at + chance.choice((0, 1, 1, 1, 40))] = chance.randbytes(chance.choice((0, 1, 1, 1, 3)))
    found, small = inspect_with_thumbnail(bytes(broken))
    assert isinstance(found, Inspection)
    assert found.ok == (small is not None)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused_with_a_code(data: bytes) -> None:
    assert inspect(b"\xff\xd8\xff" + data).code == "undecodable"
    assert inspect(data).code in PICTURE_CODES


def test_three_bytes_tell_a_jpeg_at_the_door() -> None:
    assert looks_like_jpeg(HONEST[:3])
    assert not looks_like_jpeg(HONEST[:2])
    assert not looks_like_jpeg(photos.png())


def test_the_thumbnail_is_the_one_made_alone() -> None:
    data = photos.with_exif(photos.photo(1, 1600, 1200), photos.exif_block(orientation=6))
    _, small = inspect_with_thumbnail(data)
    assert small == thumbnail(data)
    assert small is not None
    with Image.open(io.BytesIO(small)) as image:
        assert image.size == (360, 480)
