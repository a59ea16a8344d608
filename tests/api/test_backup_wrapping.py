"""The keys of a backup open with their passphrase and with nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.crypto.keyring import KeyRecord
from backend.operations.wrapping import CannotUnwrap, unwrap_keys, wrap_keys

CHEAP = 2
RECORDS = [KeyRecord(kid="a1", purpose="data", secret="c2VjcmV0", valid_from=5)]
PASSPHRASES = st.text(min_size=1, max_size=30)


@given(PASSPHRASES)
def test_what_is_wrapped_opens_again(passphrase: str) -> None:
    assert unwrap_keys(passphrase, wrap_keys(passphrase, RECORDS, cost=CHEAP)) == RECORDS


@given(PASSPHRASES, PASSPHRASES)
def test_another_passphrase_opens_nothing(passphrase: str, other: str) -> None:
    wrapped = wrap_keys(passphrase, RECORDS, cost=CHEAP)
    if passphrase != other:
        with pytest.raises(CannotUnwrap):
            unwrap_keys(other, wrapped)


@given(st.data())
def test_any_changed_byte_opens_nothing(data: st.DataObject) -> None:
    wrapped = bytearray(wrap_keys("passphrase", RECORDS, cost=CHEAP))
    wrapped[data.draw(st.integers(0, len(wrapped) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        opened = unwrap_keys("passphrase", bytes(wrapped))
    except CannotUnwrap:
        return
    assert opened == RECORDS, "only the envelope's own spelling may change without effect"


@pytest.mark.parametrize("content", [b"", b"{}", b'{"cost":1,"salt":"","nonce":"","sealed":""}', b'{"cost":1048577}'])
def test_what_is_no_envelope(content: bytes) -> None:
    with pytest.raises(CannotUnwrap):
        unwrap_keys("passphrase", content)
