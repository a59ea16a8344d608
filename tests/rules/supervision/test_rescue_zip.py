"""Rescue zips: what the PWA writes is read to the last byte, and nothing a stranger writes does harm."""

import io
import zipfile
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.crypto import p256, tokens
from backend.kernel.encoding import b64decode, sha256_hex
from backend.supervision.capture.manifest import parse_manifest
from backend.supervision.hand_in.rescue_zip import BadRescue, DamagedEntry, RescueZip
from backend.supervision.onsite.schemas import LecturerFactSent
from tests.builders.rescue import packed

CASE = Path(__file__).parents[2] / "cases" / "rescue.zip"
WHOLE = CASE.read_bytes()
MANY = 20_000_000


def opened(content: bytes) -> RescueZip:
    return RescueZip(io.BytesIO(content))


def photos_of(zip_: RescueZip) -> dict[UUID, str]:
    """Digests of the photos that come out whole."""
    found = {}
    for photo in zip_.photos:
        try:
            found[photo.id] = sha256_hex(b"".join(zip_.chunks(photo, "photos", MANY)))
        except DamagedEntry:
            continue
    return found


def test_what_the_pwa_wrote() -> None:
    """Made by pwa/src/queue/rescue.ts (tests/pwa/queue/rescue-case.test.ts)."""
    rescue = opened(WHOLE)
    assert not rescue.cut_off
    assert [set(photo.parts) for photo in rescue.photos] == [{"manifests", "signatures", "photos"}] * 3
    index = msgspec.json.decode(packed_index(WHOLE))
    key = p256.public_key(b64decode(index["device"]["publicKey"]))
    digests = photos_of(rescue)
    for photo in rescue.photos:
        raw = rescue.small(photo, "manifests")
        signature = b64decode(rescue.small(photo, "signatures").decode())
        assert p256.verify(key, tokens.preimage("capture", raw), signature)
        # the fake server of those tests names a slot that is no UUID; everything else is as the server wants it
        manifest = parse_manifest(raw)
        assert (manifest.id, manifest.sha256) == (photo.id, digests[photo.id])
    assert [fact["name"] for fact in index["lecturers"]] == ["王医师"]
    assert set(index["lecturers"][0]) == set(LecturerFactSent.__struct_encode_fields__)


def packed_index(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("index.json")


@given(length=st.integers(0, len(WHOLE)))
def test_cut_off_anywhere_it_gives_what_came_whole(length: int) -> None:
    whole = photos_of(opened(WHOLE))
    try:
        cut = opened(WHOLE[:length])
    except BadRescue:
        return
    assert cut.cut_off or length > len(WHOLE) - 30
    assert photos_of(cut).items() <= whole.items()


@given(changes=st.dictionaries(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), max_size=8))
def test_a_flipped_byte_never_changes_a_photo_unnoticed(changes: dict[int, int]) -> None:
    content = bytearray(WHOLE)
    for at, value in changes.items():
        content[at] = value
    whole = set(photos_of(opened(WHOLE)).values())
    try:
        rescue = opened(bytes(content))
    except BadRescue:
        return
    assert set(photos_of(rescue).values()) <= whole


@given(st.binary(max_size=2_000))
def test_noise_is_no_zip(noise: bytes) -> None:
    with pytest.raises(BadRescue):
        opened(noise)


@given(st.lists(st.text(max_size=40), max_size=10))
def test_names_are_only_ever_compared(names: list[str]) -> None:
    clean = [name.replace("\0", "") or "x" for name in names]
    with pytest.raises(BadRescue):
        opened(packed((name, b"x") for name in dict.fromkeys(clean)))


@pytest.mark.parametrize(
    "name",
    [
        "../photos/{}.jpg",
        "/photos/{}.jpg",
        "photos/{}.json",
        "a\\photos/{}.jpg",
        "a/b/c/d/photos/{}.jpg",
        "photos/{}.jpg/",
    ],
)
def test_paths_that_no_phone_writes(name: str) -> None:
    content = packed([(name.format(UUID(int=1)), b"x")])
    if name.startswith("../"):
        # a folder is only skipped over: nothing is ever written to a path out of the archive
        assert len(opened(content).photos) == 1
        return
    with pytest.raises(BadRescue):
        opened(content)
