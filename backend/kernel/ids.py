"""Identifiers. Facts made on a phone bring their own UUID; everything else gets a UUIDv7, which sorts by time."""

import secrets
import time
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62


def new_id() -> UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of milliseconds, 74 bits of randomness."""
    millis = time.time_ns() // 1_000_000
    noise = secrets.randbits(74)
    high, low = noise >> 62, noise & ((1 << 62) - 1)
    return UUID(int=(millis << 80) | _VERSION | (high << 64) | _VARIANT | low)
