"""Photos and documents in a browser: asked for each time, each look logged, forgotten at log-out (design §9)."""

import httpx
import pytest

from backend.audit.tables import Event
from backend.kernel.encoding import sha256_hex
from backend.supervision.tables import Commitment
from tests.builders.filing import NOTICE_PDF, Filer
from tests.builders.house import House
from tests.builders.lead import Lead


async def looks(kind: str) -> int:
    found: int = await Event.count().where(Event.kind == kind)
    return found


async def again(browser: httpx.AsyncClient, where: str, tag: str) -> httpx.Response:
    """As a browser asks that kept the answer."""
    return await browser.get(where, headers={"If-None-Match": tag})


async def test_a_photo_is_asked_for_anew_and_each_look_is_logged(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    await house.inspect_all()
    where = f"/api/captures/{shot.manifest.id}/photo"
    first = await lead.browser.get(where)
    assert first.content == shot.photo
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert await looks("file.downloaded") == 1
    kept = await again(lead.browser, where, first.headers["ETag"])
    assert (kept.status_code, kept.content, kept.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert kept.headers["Cache-Control"] == "private, no-cache"
    assert await looks("file.downloaded") == 2
    thumb = await lead.browser.get(where, params={"variant": "thumb"})
    assert thumb.headers["Cache-Control"] == "private, max-age=60, must-revalidate"
    assert thumb.headers["ETag"] != first.headers["ETag"]
    assert (await again(lead.browser, f"{where}?variant=thumb", first.headers["ETag"])).status_code == httpx.codes.OK
    assert await looks("file.previewed") == 2
    stranger = await house.log_in("unit-women")
    assert (await again(stranger, where, first.headers["ETag"])).status_code == httpx.codes.NOT_FOUND
    assert (await again(house.browser(), where, first.headers["ETag"])).status_code == httpx.codes.UNAUTHORIZED
    assert await looks("file.downloaded") == 2


async def test_a_document_is_treated_alike(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    (named,) = (await filer.attach("notice", NOTICE_PDF, "通知.pdf")).json()["documents"]
    where = f"{filer.where}/documents/{named['id']}"
    first = await filer.browser.get(where)
    assert (first.content, first.headers["Cache-Control"]) == (NOTICE_PDF, "private, no-cache")
    assert first.headers["Content-Disposition"].startswith("attachment")
    assert first.headers["ETag"] == f'"{sha256_hex(NOTICE_PDF)}"'
    kept = await again(filer.browser, where, f'"x", W/{first.headers["ETag"]}')
    assert kept.status_code == httpx.codes.NOT_MODIFIED
    assert await looks("file.downloaded") == 2
    stranger = await house.log_in("unit-women")
    assert (await again(stranger, where, first.headers["ETag"])).status_code == httpx.codes.NOT_FOUND


async def test_originals_are_known_by_their_names_and_not_hashed_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit(b"\x89PNG\r\n\x1a\n" + bytes(64))
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    await house.inspect_all()
    hashed: list[int] = []

    def counted(raw: bytes) -> str:
        hashed.append(len(raw))
        return sha256_hex(raw)

    monkeypatch.setattr("backend.files.shown.sha256_hex", counted)
    authority = await house.log_in("authority")
    commitment = await Commitment.select(Commitment.id, Commitment.drawing_sha256).first()
    assert commitment is not None
    for where, digest in (
        (f"/api/captures/{shot.manifest.id}/photo", shot.digest),
        (f"/api/commitments/{commitment['id']}/signature", commitment["drawing_sha256"]),
    ):
        first = await authority.get(where)
        assert first.headers["ETag"] == f'"{digest}"' == f'"{sha256_hex(first.content)}"'
    assert hashed == []
    assert (await authority.get(f"/api/captures/{shot.manifest.id}/photo?variant=thumb")).status_code == httpx.codes.OK
    assert len(hashed) == 1


@pytest.mark.parametrize("role", ["authority", "lead"])
async def test_a_log_out_clears_answers_and_never_what_waits(house: House, role: str) -> None:
    await house.load_demo()
    browser = await house.log_in(role)
    ended = await browser.post("/api/logout")
    assert (ended.status_code, ended.headers["Clear-Site-Data"]) == (204, '"cache"')
