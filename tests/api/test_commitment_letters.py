"""The signed commitment letter: who reads it, its versions, new texts (catalogue 11.6, 13.13)."""

from pathlib import Path

import httpx
import pytest

from backend.audit.tables import Event
from backend.audit.work import housekeeping
from backend.kernel.commands import CommandFailed
from backend.kernel.encoding import sha256_hex
from backend.kernel.runtime import Runtime
from backend.supervision.tables import Commitment, CommitmentText
from tests.api.test_lead_corrections import present
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.builders.lead import DRAWING, Lead

SECOND = """现场会务负责人承诺书（修订）

本人受主办单位指定，担任本项目的现场会务负责人，并郑重承诺：

一、亲自到达现场，如实拍摄，不翻拍，不代拍，不修改时间和位置。
"""


async def test_the_letter_is_read_as_it_was_signed(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    unit = await house.log_in("unit")
    _, entry = await present(unit)
    where = f"/api/commitments/{entry['commitmentId']}"
    letter = (await unit.get(where)).json()
    assert (letter["name"], letter["textVersion"], letter["drawing"]) == ("林晓", 1, "awaiting_bytes")
    assert letter["text"] == lead.assignment["commitment"]["text"]
    assert (letter["projectNo"], letter["signedAt"]) == ("2026-03-01-112", entry["committedAt"])
    assert (await unit.get(f"{where}/signature")).status_code == httpx.codes.NOT_FOUND


async def test_looks_at_the_signature_are_kept(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit(DRAWING)
    where = f"/api/commitments/{lead.commitment_id}"
    for role in ("unit", "authority"):
        browser = await house.log_in(role)
        assert (await browser.get(where)).json()["drawing"] == "stored"
        shown = await browser.get(f"{where}/signature")
        assert (shown.content, shown.headers["content-type"]) == (DRAWING, "image/png")
        assert "sandbox" in shown.headers["content-security-policy"]
    looks = await Event.select(Event.actor_role, Event.data).where(Event.kind == "file.downloaded")
    assert sorted(row["actor_role"] for row in looks) == ["cme_authority", "cme_institution"]
    for role in ("unit-women", "lead"):
        other = await house.log_in(role)
        for path in (where, f"{where}/signature"):
            assert (await other.get(path)).status_code == httpx.codes.NOT_FOUND


async def test_a_drawing_that_was_removed_says_so(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit(DRAWING)
    async with housekeeping("test"):
        await Commitment.update({Commitment.bytes_removed_at: house.clock.at}, force=True)
    unit = await house.log_in("unit")
    _, entry = await present(unit)
    where = f"/api/commitments/{entry['commitmentId']}"
    assert (await unit.get(where)).json()["drawing"] == "removed"
    gone = await unit.get(f"{where}/signature")
    assert (gone.status_code, gone.json()["code"]) == (410, "document_removed")


async def issue(runtime: Runtime, folder: Path, text: str, *more: str) -> int:
    file = folder / "letter.txt"
    file.write_bytes(text.encode())
    return await run_command(runtime, "commitment issue", str(file), *more)


async def test_a_new_text_is_for_whoever_has_not_signed(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await house.load_demo()
    signed = await Lead.arrive(house)
    await signed.commit()
    before = (await signed.browser.get("/api/supervision/assignments")).json()["assignments"][0]["commitment"]
    assert await issue(house.runtime, tmp_path, SECOND, "--dry-run") == 0
    assert "+一、亲自到达现场" in capsys.readouterr().out
    assert await CommitmentText.count() == 1
    assert await issue(house.runtime, tmp_path, SECOND) == 0
    kept = (await signed.browser.get("/api/supervision/assignments")).json()["assignments"][0]["commitment"]
    assert kept == before
    fresh = await Lead.arrive(house, "lead-women")
    letter = fresh.assignment["commitment"]
    assert (letter["textVersion"], letter["text"], letter["signedAt"]) == (2, SECOND.strip(), None)
    assert letter["textSha256"] == sha256_hex(SECOND.strip().encode())
    kinds = await Event.select(Event.kind).where(Event.kind == "commitment_text.issued")
    assert len(kinds) == 2
    capsys.readouterr()
    assert await run_command(house.runtime, "commitment list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert ["signed 1 times" in line for line in lines] == [True, False]


async def test_a_text_nobody_could_read_is_refused(house: House, tmp_path: Path) -> None:
    await house.load_demo()
    for text, why in (
        (SECOND + "项目：{project}", "a gap to be filled in"),
        (SECOND + "签名：______", "a gap to be filled in"),
        (SECOND + "\x07", "a control character"),
        ("太短", "50 to 20000"),
    ):
        with pytest.raises(CommandFailed, match=why):
            await issue(house.runtime, tmp_path, text)
    (tmp_path / "gbk.txt").write_bytes(SECOND.encode("gbk"))
    with pytest.raises(CommandFailed, match="not UTF-8"):
        await run_command(house.runtime, "commitment issue", str(tmp_path / "gbk.txt"))
    with pytest.raises(CommandFailed, match="cannot be read"):
        await run_command(house.runtime, "commitment issue", str(tmp_path / "none.txt"))
    assert await issue(house.runtime, tmp_path, SECOND) == 0
    with pytest.raises(CommandFailed, match="in force already"):
        await issue(house.runtime, tmp_path, "\ufeff" + SECOND.replace("\n", "\r\n"))
