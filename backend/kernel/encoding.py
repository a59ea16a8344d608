"""base64url without padding, as every binary value in JSON, and lower-case hex digests."""

import base64
import hashlib
import re

_DIGEST = re.compile(r"[0-9a-f]{64}")


def b64encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def b64decode(text: str) -> bytes:
    """The bytes of base64url text.

    Raises:
        ValueError: not base64url, or with left-over bits that another text could stand for.
    """
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if b64encode(raw) != text:
        raise ValueError("not canonical base64url")
    return raw


def sha256_hex(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def is_digest(text: str) -> bool:
    """True for 64 lower-case hex digits."""
    return _DIGEST.fullmatch(text) is not None
