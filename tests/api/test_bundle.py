"""Evidence bundles: whole, checkable without us, and every change named (design §4, Bundle)."""

import asyncio
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.audit.chain_rules import EVENT_FIELDS
from backend.audit.sealing import Sealer
from backend.audit.tables import Event
from backend.kernel.clock import DAY, HOUR
from backend.supervision.bundle import verify as bundle_verify
from tests.builders.bundle import checked, parts_of, zipped
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.retention import keep
from tests.builders.retention import run as run_retention

Answer = dict[str, Any]


async def made(house: House) -> tuple[Lead, bytes, str]:
    """A project with three photos, its bundle, and the fingerprint of the deployment's signing key."""
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    for item in ("venue", "room", "agenda_board"):
        shot = lead.shoot(item=item)
        await lead.send(shot)
        assert (await lead.put(shot)).status_code == httpx.codes.OK
    house.clock.at += HOUR
    await lead.send(lead.shoot())
    await house.inspect_all()
    await house.runtime.find(Sealer).seal_all()
    authority = await house.log_in("authority")
    answer = await authority.get(where(lead))
    assert answer.status_code == httpx.codes.OK, answer.text
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    keys = (await house.browser().get("/.well-known/halfday-keys.json")).json()["keys"]
    return lead, answer.content, next(key["fingerprint"] for key in keys if key["purpose"] == "signing")


def where(lead: Lead) -> str:
    return f"/api/projects/{lead.assignment['project']['id']}/bundle.zip"


@pytest.fixture
async def bundle(house: House) -> tuple[bytes, str]:
    _, content, fingerprint = await made(house)
    return content, fingerprint


async def test_a_project_without_photos_has_a_bundle_too(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    project = (await authority.get("/api/projects")).json()["items"][0]["id"]
    await house.runtime.find(Sealer).seal_all()
    answer = await authority.get(f"/api/projects/{project}/bundle.zip")
    assert answer.status_code == httpx.codes.OK, answer.text
    assert not [name for name in parts_of(answer.content) if name.startswith(("captures/", "devices/"))]
    assert checked(answer.content, house.runtime.keys.current("signing").fingerprint())[0] == 0


async def test_a_whole_bundle(house: House, tmp_path: Path) -> None:
    _, content, fingerprint = await made(house)
    assert checked(content, fingerprint)[0] == 0, checked(content, fingerprint)
    code, said = checked(content)
    assert (code, "UNVERIFIED ROOT" in said) == (2, True)
    assert checked(content, "0" * 64)[0] == 1
    parts = parts_of(content)
    index: Answer = json.loads(parts["index.json"])
    assert [entry["photo"] for entry in index["captures"]].count(True) == 3
    assert len(index["captures"]) == 4
    assert any(name.startswith("commitments/") for name in parts)
    assert "README.txt" in parts
    assert await Event.count().where(Event.kind == "project.bundled") == 1

    # by itself, without anything of ours on its path
    (tmp_path / "bundle.zip").write_bytes(content)
    alone = await house.browser().get("/.well-known/halfday-verify.py")
    told = (await house.browser().get("/.well-known/halfday-keys.json")).json()["bundleVerifier"]
    assert told["sha256"] == hashlib.sha256(alone.content).hexdigest()
    assert alone.content == parts["verify.py"]
    (tmp_path / "verify.py").write_bytes(alone.content)
    run = [sys.executable, "-I", "verify.py", "bundle.zip", "--key", fingerprint]
    done = await asyncio.to_thread(subprocess.run, run, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout[:4]) == (0, "OK: "), done.stdout + done.stderr


async def test_who_gets_it(house: House) -> None:
    lead, _, _ = await made(house)
    assert (await (await house.log_in("unit")).get(where(lead))).status_code == httpx.codes.OK
    for stranger in ("unit-women", "lead-women", "lead"):
        assert (await (await house.log_in(stranger)).get(where(lead))).status_code == httpx.codes.NOT_FOUND


async def test_every_change_is_named(bundle: tuple[bytes, str]) -> None:
    content, fingerprint = bundle
    parts = parts_of(content)
    entries = [entry for entry in json.loads(parts["index.json"])["captures"] if entry["photo"]]
    first, second = (f"captures/{entry['id']}" for entry in entries[:2])

    def told(changed: dict[str, bytes]) -> str:
        code, said = checked(zipped(changed), fingerprint)
        assert code == 1, said
        return said

    photo = f"{first}/photo.jpg"
    assert f"changed: {photo}" in told(parts | {photo: parts[photo][:-3] + b"abc"})
    manifest = f"{first}/manifest.json"
    changed = told(parts | {manifest: parts[manifest].replace(b'"frame"', b'"fallback"')})
    assert f"changed: {manifest}" in changed
    assert f"bad signature: {first}/signature.txt" in changed
    assert "is not what was sealed on arrival" in changed
    for name in (photo, manifest, f"{first}/receipt.txt", "project.json", "audit/events.jsonl", "keys.json"):
        assert f"missing: {name}" in told({path: raw for path, raw in parts.items() if path != name})
    swapped = {f"{first}/signature.txt": parts[f"{second}/signature.txt"]}
    assert f"bad signature: {first}/signature.txt" in told(parts | swapped)
    receipts = {f"{first}/receipt.txt": parts[f"{second}/receipt.txt"]}
    assert f"swapped: {first}/receipt.txt" in told(parts | receipts)
    assert "added: captures/more.jpg" in told(parts | {"captures/more.jpg": b"x"})
    judged = f"{first}/judgement.json"
    assert f"changed: {judged}" in told(parts | {judged: parts[judged].replace(b"in_time", b"offline")})


async def test_an_index_made_to_fit_is_not_the_signed_one(bundle: tuple[bytes, str]) -> None:
    """Somebody replaces a photo and its digest everywhere but in what keys have signed."""
    content, fingerprint = bundle
    parts = parts_of(content)
    index = json.loads(parts["index.json"])
    entry = next(entry for entry in index["captures"] if entry["photo"])
    path = f"captures/{entry['id']}/photo.jpg"
    other = b"\xff\xd8\xff another photo"
    for file in index["files"]:
        if file["path"] == path:
            file |= {"sha256": hashlib.sha256(other).hexdigest(), "size": len(other)}
    code, said = checked(zipped(parts | {path: other, "index.json": json.dumps(index).encode()}), fingerprint)
    assert code == 1
    assert "index.json is not the index that was signed" in said
    assert f"{path} is not the photo that the phone signed" in said


async def test_the_trace_cannot_be_rewritten(bundle: tuple[bytes, str]) -> None:
    content, fingerprint = bundle
    parts = parts_of(content)
    events = parts["audit/events.jsonl"].splitlines(keepends=True)
    changed = events[3].replace(b'"kind":"', b'"kind":"x')
    _, said = checked(
        zipped(parts | {"audit/events.jsonl": b"".join([*events[:3], changed, *events[4:]])}), fingerprint
    )
    assert "in audit/events.jsonl is not what was sealed" in said
    chain = parts["audit/chain.txt"].splitlines(keepends=True)
    _, said = checked(zipped(parts | {"audit/chain.txt": b"".join(chain[:-1])}), fingerprint)
    assert "audit/chain.txt does not lead to the signed head" in said


@pytest.mark.parametrize(
    "content", [b"", b"no zip", zipped({"a": b"b"}), zipped({"index.json": b"[]", "keys.json": b"3"})]
)
def test_what_is_no_bundle(content: bytes) -> None:
    code, said = checked(content)
    assert code == 1
    assert said


def test_the_verifier_knows_what_is_sealed() -> None:
    assert bundle_verify.SEALED_FIELDS == EVENT_FIELDS


async def test_photos_kept_long_enough_are_named(house: House) -> None:
    lead, _, fingerprint = await made(house)
    keep(house, SUPERVISION_PHOTO_DAYS=1)
    house.clock.at += 2 * DAY
    assert (await run_retention(house))["photos"] == 4
    await house.runtime.find(Sealer).seal_all()
    answer = await (await house.log_in("authority")).get(where(lead))
    code, said = checked(answer.content, fingerprint)
    assert (code, "of 4 photos only the receipts are left" in said) == (0, True), said
    parts = parts_of(answer.content)
    index: Answer = json.loads(parts["index.json"])
    assert [(entry["removed"], entry["photo"]) for entry in index["captures"]] == [(True, False)] * 4
    assert not [name for name in parts if name.endswith(("/manifest.json", "/photo.jpg"))]
    receipts = [name for name in parts if name.endswith("/receipt.txt")]
    assert len(receipts) == 3
    swapped = parts | {receipts[0]: parts[receipts[1]], receipts[1]: parts[receipts[0]]}
    code, said = checked(zipped(swapped), fingerprint)
    assert (code, f"swapped: {receipts[0]}" in said) == (1, True), said
    judged: Answer = json.loads(parts[receipts[0].replace("receipt.txt", "judgement.json")])
    assert judged["bytes_removed_at"] == house.clock.at
