"""Facts made on phones: the same twice is the same answer, another under the same id is a conflict (design §2)."""

import msgspec

from backend.kernel.encoding import sha256_hex


def content_digest(fact: msgspec.Struct) -> str:
    """The digest two facts share only if they say the same."""
    return sha256_hex(msgspec.json.encode(fact, order="sorted"))
