"""Full disks, dead processes and the order in which things become durable."""

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from media.blobs import DiskFull
from media.local import RECHECK_BYTES, LocalStore

ROOT = Path(__file__).parents[3]
BODY = bytes(range(256)) * 100
DIGEST = hashlib.sha256(BODY).hexdigest()
Store = Callable[[LocalStore], object]


def whole(store: LocalStore) -> object:
    return store.store(BODY, DIGEST)


def streamed(store: LocalStore) -> object:
    writer = store.begin()
    writer.write(BODY)
    return writer.finish(DIGEST)


BOTH_WAYS = pytest.mark.parametrize("put", [whole, streamed])


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@BOTH_WAYS
@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_at_any_step_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: Store, call: str, number: int
) -> None:
    store = LocalStore(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        with pytest.raises(DiskFull) as caught:
            put(store)
    assert caught.value.code == "disk_full"
    assert files(tmp_path) == []
    put(store)
    assert store.read(DIGEST) == BODY


def test_other_trouble_is_not_called_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LocalStore(tmp_path)

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="input/output"):
            store.store(BODY, DIGEST)
    assert files(tmp_path) == []


@BOTH_WAYS
def test_the_reserve_stays_free(tmp_path: Path, put: Store) -> None:
    with pytest.raises(DiskFull):
        put(LocalStore(tmp_path, reserve=1 << 60))
    assert files(tmp_path) == []


def test_known_bytes_are_welcome_even_on_a_full_disk(tmp_path: Path) -> None:
    LocalStore(tmp_path).store(BODY, DIGEST)
    assert LocalStore(tmp_path, reserve=1 << 60).store(BODY, DIGEST).size == len(BODY)


def test_a_long_stream_looks_again_at_the_free_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = LocalStore(tmp_path, reserve=1_000_000).begin(size=1000)
    writer.write(bytes(1000))
    little = os.statvfs_result((4096, 4096, 1000, 10, 10, 0, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: little)
    with pytest.raises(DiskFull):
        writer.write(bytes(RECHECK_BYTES + 1))
    assert files(tmp_path) == []


def test_a_short_write_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LocalStore(tmp_path)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[:1000]))
    store.store(BODY, DIGEST)
    assert store.read(DIGEST) == BODY


@BOTH_WAYS
def test_content_is_flushed_before_its_name_and_the_name_before_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: Store
) -> None:
    steps: list[str] = []
    store = LocalStore(tmp_path)
    fsync, rename = os.fsync, os.rename

    def flush(descriptor: int) -> None:
        steps.append(f"flush {Path(f'/proc/self/fd/{descriptor}').readlink().relative_to(tmp_path).parts[0]}")
        fsync(descriptor)

    def name(source: str, target: str) -> None:
        steps.append("name")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(os, "rename", name)
    put(store)
    assert steps == ["flush incoming", "name", f"flush {DIGEST[:2]}"]
    steps.clear()
    put(store)
    assert steps == [f"flush {DIGEST[:2]}"]


DYING = """
import os, sys
from pathlib import Path
from media.local import LocalStore
writer = LocalStore(Path(sys.argv[1])).begin()
writer.write(b"half a photo")
os._exit(9)
"""


def test_what_a_dead_process_left_is_swept_and_a_living_one_keeps_its_own(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], check=False, cwd=ROOT)
    assert died.returncode == 9
    assert len(files(tmp_path)) == 1
    living = LocalStore(tmp_path).begin()
    living.write(BODY)
    assert LocalStore(tmp_path).sweep() == 1
    living.finish(DIGEST)
    assert files(tmp_path) == [tmp_path / DIGEST[:2] / DIGEST]
    assert LocalStore(tmp_path).sweep() == 0
