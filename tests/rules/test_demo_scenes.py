"""The demo's drawn photos: always the same, never alike, of the kind and size phones make."""

import io
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.demo.scenes.board_sheets import printed
from backend.demo.scenes.camera import Camera
from backend.demo.scenes.chance import Chance, seeded_id
from backend.demo.scenes.lens import grain
from backend.demo.scenes.picture import photograph
from backend.demo.scenes.signature import sign
from backend.demo.scenes.slide_sheets import drawn_slide
from backend.demo.scenes.subject import Line, Subject
from backend.demo.scenes.warp import Corners, map_between
from backend.supervision.capture.manifest import ItemKind
from media.inspect import inspect
from media.likeness import NEAR, distance

KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
MEETINGS = (("超声诊断新进展学习班", "海淀区第一医院"), ("基层儿科护理能力提升班", "海淀区妇幼保健院"))


def subject(look: int, seed: str, hour: float = 9.5) -> Subject:
    title, unit = MEETINGS[look]
    return Subject(
        seed=seed,
        look=look,
        hour=hour,
        title=title,
        unit=unit,
        place=f"{unit} 报告厅",
        dates="2026年11月20日—22日",
        agenda=(Line("09:00", "心脏超声规范化切面", "王建国"), Line("10:10", "急诊床旁超声", "赵一凡")),
        topic="心脏超声规范化切面",
        speaker="王建国",
        speaker_unit=unit,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_subject_gives_the_same_bytes(kind: ItemKind) -> None:
    first = photograph(kind, subject(0, "one"))
    for kept in (printed, drawn_slide, grain):
        kept.cache_clear()
    assert photograph(kind, subject(0, "one")) == first
    assert photograph(kind, subject(0, "another")) != first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hour", [0.2, 8.6, 17.4])
def test_a_photo_is_what_a_phone_would_send(kind: ItemKind, hour: float) -> None:
    photo = photograph(kind, subject(1, "file", hour))
    found = inspect(photo)
    assert (found.ok, found.width, found.height, found.trailing_bytes) == (True, 1280, 960, 0)
    assert 80_000 < len(photo) < 240_000


@pytest.mark.slow
def test_no_two_photos_are_nearly_equal() -> None:
    photos = [
        photograph(kind, subject(look, f"{look} {kind} {number}"))
        for look in range(len(MEETINGS))
        for kind in KINDS
        for number in range(2)
    ]
    hashes = [inspect(photo).perceptual_hash for photo in photos]
    assert all(distance(one or 0, other or 0) > NEAR for one, other in combinations(hashes, 2))


def test_a_signature_is_a_small_png() -> None:
    drawn = sign("林晓")
    assert drawn == sign("林晓") != sign("孙悦")
    assert len(drawn) < 100_000
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("PNG", (900, 300))


def test_choices_depend_on_the_seed_alone() -> None:
    assert [Chance("a").whole(0, 99) for _ in range(3)] == [Chance("a").whole(0, 99)] * 3
    assert Chance("a").noise(16) != Chance("a").apart("b").noise(16)
    assert seeded_id("a") == seeded_id("a") != seeded_id("b")
    assert seeded_id("a").version == 4


def test_the_camera_sees_ahead_and_cuts_off_what_is_behind() -> None:
    camera = Camera(eye=(1.0, 2.0, 1.5), yaw=30)
    assert camera.see((1.0 + 0.5 * 4, 2.0 + 0.8660254 * 4, 1.5)) == pytest.approx((800, 600), abs=0.01)
    assert camera.outline([(1, 0, 0), (2, 0, 0), (2, -3, 0)]) == []
    assert len(camera.outline([(0, 0, 0), (3, 0, 0), (3, 20, 0), (0, 20, 0)])) >= 4


inside, beyond = st.floats(0, 40), st.floats(60, 100)


@given(st.tuples(inside, inside), st.tuples(beyond, inside), st.tuples(beyond, beyond), st.tuples(inside, beyond))
def test_a_sheets_corners_come_to_their_places(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]
) -> None:
    seen: Corners = (a, b, c, d)
    flat: Corners = ((0, 0), (300, 0), (300, 200), (0, 200))
    m = map_between(seen, flat)
    for (x, y), place in zip(seen, flat, strict=True):
        under = m[6] * x + m[7] * y + 1
        found = ((m[0] * x + m[1] * y + m[2]) / under, (m[3] * x + m[4] * y + m[5]) / under)
        assert found == pytest.approx(place, abs=1e-3)
