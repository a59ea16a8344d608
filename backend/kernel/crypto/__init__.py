"""Keys, signatures, tokens and encrypted values."""

from backend.kernel.crypto.keyring import Key, KeyRing

__all__ = ["Key", "KeyRing"]
