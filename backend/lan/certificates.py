"""A local certificate authority and the server's certificate for one address (design §11).

The authority may vouch for private addresses only, so that whoever trusts it on a phone risks nothing elsewhere.
"""

import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CA_DAYS = 730
LEAF_DAYS = 397
"""Phones accept no longer ones."""
RENEW_BEFORE = timedelta(days=30)
PRIVATE = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
    *("192.0.2.0/24", "198.18.0.0/15", "fc00::/7", "fe80::/10"),
)
"""Ranges that no machine of the open internet has, those of laboratories among them."""
NO_NAME = "halfday.invalid"
"""The one name it may vouch for does not exist, so it can vouch for none."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotPrivate(ValueError):
    """The address belongs to the open internet; a local authority must not vouch for it."""


@dataclass(frozen=True)
class LanCertificates:
    """Where the files lie: the authority to be trusted by phones, the server's chain and its key."""

    authority: Path
    chain: Path
    key: Path


def ensure_certificates(folder: Path, address: str, now: datetime | None = None) -> LanCertificates:
    """The certificates for an address, made or renewed as needed. A kept authority stays trusted by phones.

    Raises:
        NotPrivate.
    """
    host = ipaddress.ip_address(address)
    if not any(host in network for network in map(ipaddress.ip_network, PRIVATE)):
        raise NotPrivate(f"{address} is no private address: use a reverse proxy with a real certificate instead")
    now = now or datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = LanCertificates(folder / "authority.crt", folder / "server.crt", folder / "server.key")
    authority_key = folder / "authority.key"
    if not (authority_key.exists() and _lasts(found.authority, now)):
        _make_authority(authority_key, found.authority, now)
        found.chain.unlink(missing_ok=True)
    if not (found.key.exists() and _lasts(found.chain, now) and _names(found.chain, host)):
        _make_leaf(authority_key, found, host, now)
    return found


def fingerprint(certificate: Path) -> str:
    """SHA-256 of a certificate as phones show it."""
    digest = _load(certificate).fingerprint(hashes.SHA256())
    return ":".join(f"{byte:02X}" for byte in digest)


def _make_authority(key_file: Path, file: Path, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Halfday local {now:%Y-%m-%d %H:%M}")])
    allowed = [x509.DNSName(NO_NAME), *(x509.IPAddress(ipaddress.ip_network(network)) for network in PRIVATE)]
    made = (
        _builder(name, name, key.public_key(), now, CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=allowed, excluded_subtrees=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(key_file, _private(key))
    _write(file, made.public_bytes(serialization.Encoding.PEM))


def _make_leaf(authority_key: Path, files: LanCertificates, host: Address, now: datetime) -> None:
    signer = serialization.load_pem_private_key(authority_key.read_bytes(), password=None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey), "made by us"
    authority = _load(files.authority)
    key = ec.generate_private_key(ec.SECP256R1())
    # no common name: some readers take one for a host name, which the authority may not vouch for
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Halfday")])
    made = (
        _builder(name, authority.subject, key.public_key(), now, LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(host)]), critical=False)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write(files.key, _private(key))
    pem = serialization.Encoding.PEM
    _write(files.chain, made.public_bytes(pem) + authority.public_bytes(pem))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    # begun a day ago: phones' clocks go wrong, and this is what they are tried with
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days - 1))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(file: Path, raw: bytes) -> None:
    """Whole or not at all, readable by nobody else."""
    fresh = file.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(raw)
    fresh.replace(file)


def _load(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def _lasts(file: Path, now: datetime) -> bool:
    return file.exists() and _load(file).not_valid_after_utc - now > RENEW_BEFORE


def _names(file: Path, host: Address) -> bool:
    names = _load(file).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return host in names.get_values_for_type(x509.IPAddress)
