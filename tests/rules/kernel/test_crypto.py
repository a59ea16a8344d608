"""Keys, tokens, encrypted values."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel.crypto import KeyRing, p256, tokens
from backend.kernel.crypto.sealed import Unreadable, blind_indexes, decrypt, encrypt
from backend.kernel.encoding import b64decode, b64encode
from backend.kernel.ids import new_id


class Payload(msgspec.Struct, frozen=True):
    at: int


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing.load(tmp_path / "keys", 1_000)


def test_a_token_reads_back_and_is_bound_to_its_purpose(ring: KeyRing) -> None:
    token = tokens.issue(ring, "time", Payload(at=5))
    assert tokens.read(ring, "time", token, Payload) == Payload(at=5)
    with pytest.raises(tokens.BadToken):
        tokens.read(ring, "ticket", token, Payload)


def test_every_changed_sign_of_a_token_is_noticed(ring: KeyRing) -> None:
    token = tokens.issue(ring, "time", Payload(at=5))
    for place, sign in enumerate(token):
        changed = token[:place] + ("A" if sign != "A" else "B") + token[place + 1 :]
        with pytest.raises(tokens.BadToken):
            tokens.read(ring, "time", changed, Payload)


def test_retired_keys_still_read_what_they_made(ring: KeyRing, tmp_path: Path) -> None:
    token, kept = tokens.issue(ring, "time", Payload(at=5)), encrypt(ring, "person.phone", "13900000001")
    index = blind_indexes(ring, "person.phone", "13900000001")
    for purpose in ("signing", "data", "index"):
        ring.add(purpose, 2_000)
    again = KeyRing.load(tmp_path / "keys", 3_000)
    assert tokens.read(again, "time", token, Payload) == Payload(at=5)
    assert decrypt(again, "person.phone", kept) == "13900000001"
    assert set(index) < set(blind_indexes(again, "person.phone", "13900000001"))
    assert again.current("signing").kid != token.partition(".")[0]


def test_an_encrypted_value_is_bound_to_its_place(ring: KeyRing) -> None:
    kept = encrypt(ring, "person.phone", "13900000001")
    with pytest.raises(Unreadable):
        decrypt(ring, "person.email", kept)


def test_keys_are_readable_by_their_owner_only(ring: KeyRing, tmp_path: Path) -> None:
    assert ring.current("data").kid
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "keys").iterdir()} == {"0o600"}


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_signatures_hold_for_their_message_alone(message: bytes) -> None:
    key = p256.private_key(b"\x01" * 32)
    mark = p256.sign(key, message)
    assert p256.verify(key.public_key(), message, mark)
    assert not p256.verify(key.public_key(), message + b"x", mark)
    assert not p256.verify(key.public_key(), message, mark[:-1])


@given(st.binary(max_size=64))
def test_base64url_reads_back_and_only_one_way(raw: bytes) -> None:
    text = b64encode(raw)
    assert b64decode(text) == raw
    if len(raw) % 3:
        other = text[:-1] + chr(ord(text[-1]) + 1)
        with pytest.raises(ValueError, match=r".*"):
            assert b64decode(other) == raw


def test_ids_sort_by_time() -> None:
    made = [new_id() for _ in range(50)]
    assert [one.version for one in made] == [7] * 50
    assert sorted(made, key=lambda one: one.int >> 80) == made
