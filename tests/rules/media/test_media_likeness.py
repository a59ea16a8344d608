"""Nearly equal pictures are found, strangers are not (design §4, Findings)."""

import itertools
import math
import statistics
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from media.inspect import inspect
from media.likeness import NEAR, bands, distance, joined, perceptual_hash, probes
from tests.builders import photos
from tests.builders.examples import up_to

HASHES = st.integers(0, 2**64 - 1)
SEEDS = st.integers(0, 10_000)


def hash_of(image: Image.Image) -> int:
    value = perceptual_hash(image)
    assert value is not None
    return value


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "half the size": lambda image: image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS),
    "larger": lambda image: image.resize((image.width * 3 // 2, image.height * 3 // 2), Image.Resampling.BICUBIC),
    "another shape": lambda image: image.resize((500, 500), Image.Resampling.BILINEAR),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.75),
    "brighter": lambda image: image.point(lambda level: level // 2 + 80),
    "less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.7),
    "grey": lambda image: image.convert("L"),
    "cropped by a pixel": lambda image: image.crop((1, 1, image.width - 1, image.height - 1)),
}


@pytest.mark.parametrize("change", CHANGES)
@settings(max_examples=up_to(12), deadline=None)
@given(seed=SEEDS)
def test_a_changed_picture_stays_near(change: str, seed: int) -> None:
    image = photos.scene(seed)
    assert distance(hash_of(image), hash_of(CHANGES[change](image))) <= NEAR


@pytest.mark.parametrize("quality", [30, 60, 95])
@settings(max_examples=up_to(8), deadline=None)
@given(seed=SEEDS)
def test_a_picture_saved_again_stays_near(quality: int, seed: int) -> None:
    image = photos.scene(seed, 1024, 768)
    found = inspect(photos.jpeg(image, quality=quality)).perceptual_hash
    assert found is not None
    assert distance(hash_of(image), found) <= NEAR


def test_a_turned_file_is_like_the_upright_one() -> None:
    upright = photos.scene(7)
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    turned = inspect(photos.with_exif(photos.jpeg(stored), photos.exif_block(orientation=6)))
    plain = inspect(photos.jpeg(upright))
    assert turned.perceptual_hash is not None
    assert plain.perceptual_hash is not None
    assert distance(turned.perceptual_hash, plain.perceptual_hash) <= NEAR


def test_strangers_are_far_apart() -> None:
    hashes = [hash_of(photos.scene(seed, 320, 240)) for seed in range(60)]
    assert min(itertools.starmap(distance, itertools.combinations(hashes, 2))) > NEAR


@settings(max_examples=up_to(20), deadline=None)
@given(grey=st.binary(min_size=1024, max_size=1024))
def test_the_hash_is_what_its_definition_says(grey: bytes) -> None:
    """The sums written out: 64 frequencies, lowest first, against their median."""
    waves = [
        [round(4096 * math.cos(math.pi * (2 * place + 1) * wave / 64)) for place in range(32)] for wave in range(11)
    ]
    pairs = sorted(itertools.product(range(11), repeat=2), key=lambda pair: (sum(pair), pair))[1:65]
    strengths = [
        sum(grey[32 * y + x] * waves[across][x] * waves[down][y] for y in range(32) for x in range(32))
        for across, down in pairs
    ]
    middle = statistics.median_low(strengths)
    expected = int("".join(str(int(strength > middle)) for strength in strengths), 2)
    assert perceptual_hash(Image.frombytes("L", (32, 32), grey)) == (None if max(grey) - min(grey) < 8 else expected)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_flat_picture_is_like_nothing(level: int) -> None:
    assert perceptual_hash(Image.new("RGB", (320, 240), (level, level, level))) is None


@given(HASHES)
def test_bands_make_the_hash_again(value: int) -> None:
    assert joined(bands(value)) == value
    assert all(0 <= band < 2**16 for band in bands(value))


@given(HASHES)
def test_each_band_is_probed_with_itself_and_its_neighbours(value: int) -> None:
    for band, tried in zip(bands(value), probes(value), strict=True):
        assert len(set(tried)) == 17
        assert all(distance(band, other) <= 1 for other in tried)


@given(HASHES, st.sets(st.integers(0, 63), max_size=NEAR + 1))
def test_the_probes_find_everything_near(value: int, flipped: set[int]) -> None:
    other = value
    for bit in flipped:
        other ^= 1 << bit
    assert distance(value, other) == len(flipped)
    assert any(band in tried for band, tried in zip(bands(other), probes(value), strict=True))
