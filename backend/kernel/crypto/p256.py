"""ECDSA on P-256 with SHA-256 in WebCrypto's shapes: raw 65-byte points, raw 64-byte r‖s signatures."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PublicKey = ec.EllipticCurvePublicKey
_HALF = 32
_CURVE = ec.SECP256R1()
_SCHEME = ec.ECDSA(hashes.SHA256())
POINT_BYTES = 65
SIGNATURE_BYTES = 64


def new_secret() -> bytes:
    return ec.generate_private_key(_CURVE).private_numbers().private_value.to_bytes(_HALF, "big")


def private_key(secret: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(secret, "big"), _CURVE)


def public_raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key(raw: bytes) -> ec.EllipticCurvePublicKey:
    """The key of an uncompressed point.

    Raises:
        ValueError: not a point of the curve.
    """
    if len(raw) != POINT_BYTES:
        raise ValueError("not an uncompressed P-256 point")
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, raw)


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    r, s = utils.decode_dss_signature(key.sign(message, _SCHEME))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def verify(key: ec.EllipticCurvePublicKey, message: bytes, signature: bytes) -> bool:
    """True when the raw signature is the key's over the message; never raises."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    try:
        key.verify(utils.encode_dss_signature(r, s), message, _SCHEME)
    except InvalidSignature:
        return False
    return True
