"""What may be sent as bytes, by whom: clear refusals, nothing half-kept (design §2, idea 1; §8)."""

import httpx
import pytest

from backend.files.tables import Blob
from backend.kernel.encoding import sha256_hex
from media.blobs import BlobStore
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.small_jpeg import small_jpeg


@pytest.fixture
async def lead(house: House) -> Lead:
    await house.load_demo()
    arrived = await Lead.arrive(house)
    await arrived.commit()
    return arrived


async def nothing_kept(lead: Lead) -> bool:
    return await Blob.count() == 0 and not list(lead.house.runtime.find(BlobStore).digests())  # type: ignore[type-abstract]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "size_mismatch"),
        (b"\xff\xd8\xff", "size_mismatch"),
        (small_jpeg(1) + b"x", "size_mismatch"),
        (small_jpeg(1)[:-1] + b"\x00", "digest_mismatch"),
        (b"\x89PNG" + small_jpeg(1)[4:], "not_jpeg"),
        (b"\xff\xd8\xff" + b"0" * 16_000_000, "too_large"),
    ],
)
async def test_wrong_bytes(lead: Lead, content: bytes, code: str) -> None:
    shot = lead.shoot(photo=small_jpeg(1))
    await lead.send(shot)
    refused = await lead.put(shot, content)
    assert refused.json()["code"] == code
    assert refused.status_code < httpx.codes.INTERNAL_SERVER_ERROR
    assert await nothing_kept(lead)
    kept = await lead.put(shot)
    assert kept.status_code == httpx.codes.OK


async def test_bytes_nobody_awaits(lead: Lead) -> None:
    refused = await lead.put(lead.shoot())
    assert (refused.status_code, refused.json()["code"]) == (409, "not_awaited")
    assert await nothing_kept(lead)


async def test_anothers_digest(lead: Lead) -> None:
    shot = lead.shoot()
    await lead.send(shot)
    other = await Lead.arrive(lead.house, "lead-women")
    assert (await other.put(shot)).json()["code"] == "not_awaited"
    await lead.put(shot)
    assert (await lead.browser.head(f"/api/blobs/{shot.digest}")).status_code == httpx.codes.OK
    assert (await other.browser.head(f"/api/blobs/{shot.digest}")).status_code == httpx.codes.NOT_FOUND


async def test_a_digest_that_is_none(lead: Lead) -> None:
    for digest in ("A" * 64, "a" * 63, "..%2f..%2fetc"):
        answer = await lead.browser.put(f"/api/blobs/{digest}", content=b"x")
        assert answer.status_code in {httpx.codes.NOT_FOUND, httpx.codes.UNPROCESSABLE_ENTITY}


async def test_the_same_bytes_again_give_the_receipt_again(lead: Lead) -> None:
    shot = lead.shoot()
    await lead.send(shot)
    first, again = await lead.put(shot), await lead.put(shot)
    assert first.status_code == again.status_code == httpx.codes.OK
    payloads = [answer.json()["receipts"][0].split(".")[1] for answer in (first, again)]
    assert payloads[0] == payloads[1]
    assert await Blob.count() == 1


async def test_a_full_disk_refuses_clearly_and_takes_it_later(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    shot = lead.shoot()
    await lead.send(shot)
    monkeypatch.setattr("media.shelf.free_bytes", lambda _: 0)
    refused = await lead.put(shot)
    assert (refused.status_code, refused.json()["code"]) == (507, "disk_full")
    assert await nothing_kept(lead)
    monkeypatch.undo()
    assert (await lead.put(shot)).status_code == httpx.codes.OK
    assert sha256_hex(shot.photo) == shot.digest


async def test_a_photo_that_is_no_photo_counts_as_missing(lead: Lead) -> None:
    broken = b"\xff\xd8\xff\xe0" + b"not a photo" * 100
    shot = lead.shoot(photo=broken)
    await lead.send(shot)
    assert (await lead.put(shot)).status_code == httpx.codes.OK
    await lead.house.inspect_all()
    listed = (await lead.browser.get("/api/supervision/assignments")).json()["assignments"][0]
    slot = next(one for one in listed["slots"] if one["id"] == lead.slot["id"])
    assert slot["progress"]["done"] == 0
    picture = await lead.browser.get(f"/api/captures/{shot.manifest.id}/photo")
    assert (picture.status_code, picture.json()["code"]) == (410, "undecodable")


async def test_nothing_is_served_before_it_was_checked(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.supervision.capture.inspection.Inspector.wake", lambda _: None)
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    early = await lead.browser.get(f"/api/captures/{shot.manifest.id}/photo")
    assert (early.status_code, early.json()["code"]) == (202, "being_checked")
    await lead.house.inspect_all()
    photo = await lead.browser.get(f"/api/captures/{shot.manifest.id}/photo")
    assert photo.content == shot.photo
    assert photo.headers["X-Content-Type-Options"] == "nosniff"
    assert photo.headers["Content-Security-Policy"].startswith("sandbox")


async def test_photos_of_others_are_as_if_absent(lead: Lead) -> None:
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    await lead.house.inspect_all()
    for role, status in (("unit", 200), ("authority", 200), ("unit-women", 404), ("lead-women", 404)):
        browser = await lead.house.log_in(role)
        assert (await browser.get(f"/api/captures/{shot.manifest.id}/photo")).status_code == status, role
