"""Bytes that no row names go after some days; what a row or an upload names never does, wherever the server stops."""

import os
import time
from collections.abc import Sequence
from itertools import product

import pytest

from backend.audit.tables import Event
from backend.audit.work import housekeeping
from backend.files.leaving import forget_leaving, mentioned
from backend.files.orphans import orphans
from backend.files.tables import Blob, LeavingBlob
from backend.kernel.clock import DAY, SECOND
from backend.kernel.encoding import sha256_hex
from backend.kernel.runtime import Runtime
from media.blobs import BlobStore
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.retention import due, keep, run
from tests.builders.small_jpeg import small_jpeg


def store_of(house: House) -> BlobStore:
    return house.runtime.find(BlobStore)  # type: ignore[type-abstract]


def leave(house: House, body: bytes, *, days: float = 8) -> str:
    """Bytes as a server leaves them that stops before it records them, so many days ago."""
    digest = sha256_hex(body)
    store_of(house).store(body, digest)
    path = store_of(house).path_or_none(digest)
    assert path is not None
    at = time.time() - days * 86_400
    os.utime(path, (at, at))
    return digest


@pytest.fixture
async def lead(house: House) -> Lead:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    return lead


async def test_only_what_is_old_and_named_by_nobody_goes(lead: Lead) -> None:
    house, stays, goes = lead.house, set[str](), set[str]()
    for number, (recorded, named, leaving, old) in enumerate(product((False, True), repeat=4)):
        shot = lead.shoot(photo=small_jpeg(number))
        leave(house, shot.photo, days=7.01 if old else 6.99)
        if named:
            (answer,) = await lead.send(shot)
            assert answer["state"] == "awaiting_bytes"
        async with housekeeping("the test puts rows"):
            if recorded:
                await Blob.insert(Blob(digest=shot.digest, size=len(shot.photo), stored_at=1))
            if leaving:
                await LeavingBlob.insert(LeavingBlob(digest=shot.digest, since=1))
        # What is on the list of what leaves goes unless a record names it; its row went when it was put there.
        (goes if not named and (leaving or (old and not recorded)) else stays).add(shot.digest)
    assert (await due(house))["orphans"] == 1
    assert (await run(house))["orphans"] == 1
    assert set(store_of(house).digests()) == stays
    assert len(goes) == 5
    assert await due(house) == {}
    event = await Event.select(Event.data).where(Event.kind == "retention.removed").first()
    assert event == {"data": '{"days":7,"removed":1,"rule":"orphans"}'}


async def test_a_photo_sent_just_as_its_orphan_leaves_comes_back(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    """The phone names and sends it between the look at the records and the taking away."""
    house, shot = lead.house, lead.shoot(photo=small_jpeg(1))
    leave(house, shot.photo)
    receipts: list[str] = []

    async def look(runtime: Runtime, digests: Sequence[str]) -> set[str]:
        found = await mentioned(runtime, digests)
        if not receipts:
            await lead.send(shot)
            receipts.extend((await lead.put(shot)).json()["receipts"])
        return found

    monkeypatch.setattr("backend.files.leaving.mentioned", look)
    assert await run(house) == {"orphans": 1}
    assert len(receipts) == 1
    assert store_of(house).read(shot.digest) == shot.photo
    assert not await LeavingBlob.exists()


async def test_a_server_that_stops_while_bytes_are_aside_loses_none(
    lead: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, shot = lead.house, lead.shoot(photo=small_jpeg(1))
    digest = leave(house, shot.photo)
    gone = leave(house, b"of nobody")
    aside = store_of(house).set_aside

    def stopped(one: str) -> None:
        aside(one)
        if one == digest:
            raise SystemExit

    monkeypatch.setattr(store_of(house), "set_aside", stopped)
    with pytest.raises(SystemExit):
        await run(house)
    monkeypatch.undo()
    assert store_of(house).exists(digest) is None
    # Its record was committed just before; whether its bytes are sent again or not, the next run looks.
    await lead.send(shot)
    assert await forget_leaving(house.runtime) <= 1
    assert store_of(house).read(digest) == shot.photo
    assert store_of(house).exists(gone) is None
    assert not await LeavingBlob.exists()


async def test_a_piece_is_not_all(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.files.orphans.PIECE", 2)
    for number in range(5):
        leave(lead.house, bytes([number]))
    assert (await run(lead.house))["orphans"] == 5
    assert list(store_of(lead.house).digests()) == []


async def test_they_are_listed_and_may_be_kept_for_ever(lead: Lead, capsys: pytest.CaptureFixture[str]) -> None:
    house = lead.house
    digest = leave(house, b"of nobody", days=0)
    (found,) = [one async for one in orphans(house.runtime)]
    assert (found.digest, found.size, abs(found.since - time.time() * SECOND) < DAY) == (digest, 9, True)
    assert await run_command(house.runtime, "files orphans") == 0
    out = capsys.readouterr().out
    assert digest in out
    assert "1 files that no record names; the daily job removes them after 7 days" in out
    keep(house, FILES_ORPHAN_DAYS=0)
    leave(house, b"of nobody", days=10_000)
    assert await run(house) == {}
    assert store_of(house).exists(digest) == 9
