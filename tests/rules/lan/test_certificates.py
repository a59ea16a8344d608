"""Certificates for trying out on phones: as a TLS client judges them."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from backend.lan.certificates import CA_DAYS, LEAF_DAYS, LanCertificates, NotPrivate, ensure_certificates, fingerprint

NOW = datetime.now(UTC)


def shake_hands(files: LanCertificates, host: str) -> None:
    """A whole TLS handshake in memory, the client trusting the authority alone."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(files.chain, files.key)
    asking = ssl.create_default_context(cafile=str(files.authority))
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = asking.wrap_bio(down, up, server_hostname=host)
    server = serving.wrap_bio(up, down, server_side=True)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue


@pytest.mark.parametrize("host", ["192.168.1.20", "10.0.0.7", "fd00::2"])
def test_a_phone_that_trusts_the_authority_trusts_the_server(tmp_path: Path, host: str) -> None:
    shake_hands(ensure_certificates(tmp_path, host), host)


def test_another_address_is_not_vouched_for(tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shake_hands(ensure_certificates(tmp_path, "192.168.1.20"), "192.168.1.21")


@pytest.mark.parametrize("host", ["8.8.8.8", "2001:4860:4860::8888"])
def test_addresses_of_the_open_internet_are_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(NotPrivate, match="reverse proxy"):
        ensure_certificates(tmp_path, host)
    assert not list(tmp_path.iterdir())


def test_the_authority_may_vouch_for_private_addresses_only(tmp_path: Path) -> None:
    authority = x509.load_pem_x509_certificate(ensure_certificates(tmp_path, "10.0.0.7").authority.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert limits.value.permitted_subtrees is not None
    assert {type(name) for name in limits.value.permitted_subtrees} == {x509.DNSName, x509.IPAddress}


def test_a_new_address_keeps_the_authority_that_phones_trust(tmp_path: Path) -> None:
    first = ensure_certificates(tmp_path, "10.0.0.7")
    mark, chain = fingerprint(first.authority), first.chain.read_bytes()
    assert ensure_certificates(tmp_path, "10.0.0.7").chain.read_bytes() == chain
    second = ensure_certificates(tmp_path, "10.0.0.8")
    assert fingerprint(second.authority) == mark
    shake_hands(second, "10.0.0.8")


@pytest.mark.parametrize(("days", "kept"), [(LEAF_DAYS - 60, True), (CA_DAYS, False)])
def test_what_ends_soon_is_renewed(tmp_path: Path, days: int, kept: bool) -> None:
    before = ensure_certificates(tmp_path, "10.0.0.7", NOW)
    mark, chain = fingerprint(before.authority), before.chain.read_bytes()
    after = ensure_certificates(tmp_path, "10.0.0.7", NOW + timedelta(days=days))
    assert (fingerprint(after.authority) == mark) is kept
    assert (after.chain.read_bytes() == chain) is kept


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    ensure_certificates(tmp_path, "10.0.0.7")
    assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}
