"""The local store keeps exactly the bytes of a digest, once, or nothing at all."""

import hashlib
import os
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.blobs import (
    BadDigest,
    BlobError,
    BlobStore,
    DigestMismatch,
    Missing,
    SizeMismatch,
    StoredBlob,
    TooLarge,
    head_of,
)
from media.local import LocalStore

BODY = b"\xff\xd8\xff" + random.Random(1).randbytes(10_000)
OTHER = "0" * 64
Put = Callable[[BlobStore, bytes, str, int | None], StoredBlob]


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def streamed(store: BlobStore, body: bytes, digest: str, size: int | None) -> StoredBlob:
    writer = store.begin(size=size)
    try:
        for start in range(0, len(body), 1000):
            writer.write(body[start : start + 1000])
        return writer.finish(digest, size)
    finally:
        writer.abort()


def whole(store: BlobStore, body: bytes, digest: str, size: int | None) -> StoredBlob:
    return store.store([body[:7], b"", body[7:]], digest, size=size)


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


BOTH_WAYS = pytest.mark.parametrize("put", [streamed, whole])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def store(root: Path) -> BlobStore:
    return LocalStore(root)


@BOTH_WAYS
def test_bytes_come_back_as_they_went_in(store: BlobStore, put: Put) -> None:
    digest = digest_of(BODY)
    assert put(store, BODY, digest, len(BODY)) == StoredBlob(digest, len(BODY), BODY[:32])
    assert store.read(digest) == BODY
    assert store.exists(digest) == len(BODY)
    path = store.path_or_none(digest)
    assert path is not None
    assert path.read_bytes() == BODY
    with store.open(digest) as stream:
        stream.seek(10)
        assert stream.read(5) == BODY[10:15]


@BOTH_WAYS
@pytest.mark.parametrize(
    ("digest", "size", "refusal"),
    [
        (OTHER, None, DigestMismatch),
        (digest_of(BODY), len(BODY) + 1, SizeMismatch),
        (digest_of(BODY), len(BODY) - 1, SizeMismatch),
        (digest_of(BODY).upper(), None, BadDigest),
        ("../../etc/passwd", None, BadDigest),
        (digest_of(BODY) + "\n", None, BadDigest),
    ],
)
def test_what_is_not_what_it_should_be_leaves_nothing(
    store: BlobStore, root: Path, put: Put, digest: str, size: int | None, refusal: type[BlobError]
) -> None:
    with pytest.raises(refusal) as caught:
        put(store, BODY, digest, size)
    assert caught.value.code in {"digest_mismatch", "size_mismatch", "bad_digest"}
    assert files(root) == []


@BOTH_WAYS
def test_bytes_are_written_once(store: BlobStore, put: Put) -> None:
    digest = digest_of(BODY)
    put(store, BODY, digest, None)
    path = store.path_or_none(digest)
    assert path is not None
    before = path.stat().st_ino
    put(store, BODY, digest, len(BODY))
    assert path.stat().st_ino == before
    with pytest.raises(DigestMismatch):
        put(store, BODY[:-1] + b"x", digest, None)
    assert store.read(digest) == BODY


@BOTH_WAYS
def test_bytes_of_a_wrong_size_under_a_digest_are_replaced(store: BlobStore, root: Path, put: Put) -> None:
    digest = digest_of(BODY)
    damaged = root / digest[:2] / digest
    damaged.write_bytes(BODY[:100])
    put(store, BODY, digest, None)
    assert store.read(digest) == BODY


def test_a_stored_file_cannot_be_written_to(store: BlobStore) -> None:
    digest = digest_of(BODY)
    store.store(BODY, digest)
    path = store.path_or_none(digest)
    assert path is not None
    assert path.stat().st_mode & 0o222 == 0


def test_a_limit_stops_a_stream_in_the_middle(store: BlobStore, root: Path) -> None:
    with pytest.raises(TooLarge):
        store.begin(size=101, limit=100)
    writer = store.begin(limit=100)
    writer.write(bytes(100))
    with pytest.raises(TooLarge):
        writer.write(b"x")
    assert files(root) == []
    with pytest.raises(ValueError, match="ended"):
        writer.write(b"x")


def test_an_aborted_stream_leaves_nothing_and_a_finished_one_stays(store: BlobStore, root: Path) -> None:
    writer = store.begin()
    writer.write(BODY)
    writer.abort()
    writer.abort()
    assert files(root) == []
    done = store.begin()
    done.write(BODY)
    done.finish(digest_of(BODY))
    done.abort()
    assert store.read(digest_of(BODY)) == BODY
    with pytest.raises(ValueError, match="ended"):
        done.finish(digest_of(BODY))


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_the_head_does_not_depend_on_the_chunks(chunks: list[bytes]) -> None:
    assert head_of(chunks) == b"".join(chunks)[:32] == head_of(b"".join(chunks))


def test_a_stream_shows_its_head_before_it_is_kept(store: BlobStore) -> None:
    writer = store.begin()
    for at in range(40):
        writer.write(BODY[at : at + 1])
    assert writer.head == BODY[:32]
    writer.abort()


def test_an_empty_body_is_a_body(store: BlobStore) -> None:
    digest = digest_of(b"")
    assert whole(store, b"", digest, 0) == StoredBlob(digest, 0, b"")
    assert streamed(store, b"", digest, 0).size == 0
    assert store.read(digest) == b""


def test_what_is_absent_is_missing(store: BlobStore) -> None:
    assert store.exists(OTHER) is None
    assert store.path_or_none(OTHER) is None
    store.set_aside(OTHER)
    store.bring_back(OTHER)
    assert not store.drop(OTHER)
    for reading in (store.read, store.open):
        with pytest.raises(Missing) as caught:
            reading(OTHER)
        assert caught.value.code == "missing"


def test_what_is_dropped_is_gone_and_may_be_sent_again(store: BlobStore, root: Path) -> None:
    digest = digest_of(BODY)
    store.store(BODY, digest)
    store.set_aside(digest)
    assert store.drop(digest)
    assert store.exists(digest) is None
    assert files(root) == []
    store.store(BODY, digest)
    assert store.read(digest) == BODY


def test_all_digests_are_told(store: BlobStore) -> None:
    bodies = [bytes([number]) * number for number in range(20)]
    for body in bodies:
        store.store(body, digest_of(body))
    assert sorted(store.digests()) == sorted(map(digest_of, bodies))


@BOTH_WAYS
def test_many_threads_may_bring_the_same_and_different_bytes(store: BlobStore, root: Path, put: Put) -> None:
    bodies = [BODY + bytes([number % 4]) for number in range(32)]
    with ThreadPoolExecutor(8) as pool:
        blobs = list(pool.map(lambda body: put(store, body, digest_of(body), len(body)), bodies))
    assert {blob.digest for blob in blobs} == set(map(digest_of, bodies))
    assert len(files(root)) == 4
    assert all(store.read(digest_of(body)) == body for body in bodies)


def test_what_is_set_aside_comes_back_or_goes(store: BlobStore, root: Path) -> None:
    digest = digest_of(BODY)
    store.store(BODY, digest)
    for _ in range(2):
        store.set_aside(digest)
        assert store.exists(digest) is None
        assert list(store.digests()) == []
    for _ in range(2):
        store.bring_back(digest)
        assert store.read(digest) == BODY
    store.set_aside(digest)
    assert [store.drop(digest), store.drop(digest)] == [True, False]
    store.bring_back(digest)
    assert files(root) == []


def test_what_came_while_bytes_were_aside_stays(store: BlobStore, root: Path) -> None:
    digest = digest_of(BODY)
    (root / digest[:2] / digest).write_bytes(BODY[:100])
    store.set_aside(digest)
    store.store(BODY, digest)
    store.bring_back(digest)
    assert store.read(digest) == BODY
    assert len(files(root)) == 1


def test_bytes_tell_since_when_they_are_here(store: BlobStore, root: Path) -> None:
    digest = digest_of(BODY)
    assert store.since(digest) is None
    store.store(BODY, digest)
    os.utime(root / digest[:2] / digest, (1_000, 1_234.5))
    assert store.since(digest) == 1_234_500
