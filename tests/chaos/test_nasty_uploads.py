"""Uploads of every bad kind at a real server: a clear refusal or a finding, never a 500, and memory stays bounded."""

import io
import os
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.builders.photos import (
    animated_gif,
    claiming,
    multi_picture,
    photo,
    png,
    scan_bomb,
    truncated,
    with_html,
    with_zip,
)
from tests.builders.server import Server
from tests.builders.visitor import Visitor

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]
MEGABYTE = 1_000_000
LARGEST = 15 * MEGABYTE
MORE_MEMORY = 400 * MEGABYTE
"""What all of this together may add to the server's peak: eight uploads of 15 MB at once, two pictures in the works."""
AT_ONCE = 8


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("nasty"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def lead(server: Server) -> Visitor:
    return Visitor.on_site(server)


@pytest.fixture(autouse=True)
def nothing_unexpected(server: Server) -> Iterator[None]:
    yield
    assert server.process is not None
    assert server.process.poll() is None
    assert "incident" not in server.log.read_text(encoding="utf-8")


def hundred_megapixels() -> bytes:
    """A real picture of 10,000 × 10,000, small because it is all one grey."""
    out = io.BytesIO()
    Image.new("L", (10_000, 10_000), 128).save(out, "JPEG", quality=20)
    return out.getvalue()


def outcome(lead: Visitor, content: bytes) -> str:
    """What becomes of a photo with these bytes: the code of its refusal, or what is said when it is looked at."""
    shot = lead.shoot(content)
    (item,) = lead.send(shot).json()["items"]
    if item["state"] == "refused":
        return str(item["code"])
    answer = lead.put(shot)
    if answer.status_code != httpx.codes.OK:
        return str(answer.json()["code"])
    for _ in range(300):
        looked = lead.client.get(f"/api/captures/{shot.manifest.id}/photo", params={"variant": "thumb"})
        if looked.status_code != httpx.codes.ACCEPTED:
            break
        time.sleep(0.05)
    return "shown" if looked.status_code == httpx.codes.OK else str(looked.json()["code"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zero bytes", "bad_manifest"),
        ("no picture at all", "not_jpeg"),
        ("png", "not_jpeg"),
        ("animated", "not_jpeg"),
        ("a jpeg in its first bytes only", "undecodable"),
        ("damaged", "undecodable"),
        ("truncated", "undecodable"),
        ("claims 65,535 × 65,535", "undecodable"),
        ("a hundred megapixels", "undecodable"),
        ("scan bomb", "undecodable"),
        ("several pictures", "shown"),
        ("also a zip", "shown"),
        ("also a page", "shown"),
    ],
)
def test_nasty_files(lead: Visitor, name: str, expected: str) -> None:
    assert outcome(lead, nasty(name)) == expected


def nasty(name: str) -> bytes:
    """A file of a kind, each time another one."""
    honest = photo(len(name))
    files: dict[str, Callable[[], bytes]] = {
        "zero bytes": lambda: b"",
        "no picture at all": lambda: b"MZ" + bytes(5_000),
        "png": png,
        "animated": animated_gif,
        "a jpeg in its first bytes only": lambda: b"\xff\xd8\xff\xe0" + b"not a photo" * 500,
        "damaged": lambda: honest[:200] + bytes(4_000) + honest[4_200:],
        "truncated": lambda: truncated(honest, 0.5),
        "claims 65,535 × 65,535": lambda: claiming(honest, 65_535, 65_535),
        "a hundred megapixels": hundred_megapixels,
        "scan bomb": lambda: scan_bomb(copies=2_500),
        "several pictures": multi_picture,
        "also a zip": lambda: with_zip(honest),
        "also a page": lambda: with_html(honest),
    }
    return files[name]()


def test_wrong_bytes_and_bytes_of_nobody(server: Server, lead: Visitor) -> None:
    shot, unknown = lead.shoot(), lead.shoot()
    lead.send(shot)
    changed = shot.photo[:-1] + b"\x00"
    assert lead.put(shot, changed).json()["code"] == "digest_mismatch"
    assert lead.put(shot, b"").json()["code"] == "size_mismatch"
    assert lead.put(unknown).json()["code"] == "not_awaited"
    other = Visitor.on_site(server, "lead-women")
    assert other.put(shot).json()["code"] == "not_awaited"
    assert lead.put(shot).json()["receipts"]


def test_broken_off_in_the_middle(server: Server, lead: Visitor) -> None:
    """The line breaks while the bytes come; afterwards everything is as before."""
    shot = lead.shoot(photo(7))
    lead.send(shot)
    for share in (0.0, 0.5, 0.99):
        break_off(server, lead, shot.digest, shot.photo, share)
    assert lead.client.head(f"/api/blobs/{shot.digest}").status_code == httpx.codes.NOT_FOUND
    assert lead.put(shot).json()["receipts"]
    assert not list((server.folder / "blobs" / "incoming").rglob("*.part"))


def break_off(server: Server, lead: Visitor, digest: str, content: bytes, share: float) -> None:
    """Announce all bytes, send a part of them, hang up."""
    lines = [f"PUT /api/blobs/{digest} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Content-Length: {len(content)}"]
    lines += [f"{name}: {lead.client.headers[name]}" for name in ("Cookie", "X-Halfday-CSRF")]
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode() + content[: int(len(content) * share)])


def test_memory_stays_bounded(server: Server, lead: Visitor) -> None:
    """The largest photos at once, a body without end, and a body far over the limit."""
    before = peak_memory(server)
    noise = photo(1, 1200, 900)
    shots = [lead.shoot(noise + bytes([number]) * (LARGEST - len(noise))) for number in range(AT_ONCE)]
    lead.send(*shots)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert [answer.status_code for answer in pool.map(lead.put, shots)] == [httpx.codes.OK] * AT_ONCE
    endless = lead.shoot()
    lead.send(endless)
    assert refusal(lead, endless.digest, (bytes(MEGABYTE) for _ in range(300))) in {"too_large", "hung up"}
    assert refusal(lead, endless.digest, bytes(100 * MEGABYTE)) in {"too_large", "hung up"}
    assert lead.put(endless).json()["receipts"]
    assert peak_memory(server) - before < MORE_MEMORY


def refusal(lead: Visitor, digest: str, content: bytes | Iterator[bytes]) -> str:
    """The code of a refused body; a server may hang up on one that does not end."""
    try:
        return str(lead.client.put(f"/api/blobs/{digest}", content=content).json()["code"])
    except httpx.TransportError:
        return "hung up"


def peak_memory(server: Server) -> int:
    """The highest resident size that the server's processes ever had, together, in bytes."""
    assert server.process is not None
    return sum(_peak(Path(f"/proc/{number}/status")) for number in _family(server.process.pid))


def _family(session: int) -> list[int]:
    """Every process of a session."""
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    found = []
    for number in numbers:
        with suppress(ProcessLookupError):
            if os.getsid(number) == session:
                found.append(number)
    return found


def _peak(status: Path) -> int:
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) * 1024
