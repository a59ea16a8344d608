"""Documents lie encrypted: they hold people's phones and whatever else a form asks (design §9)."""

import msgspec

from backend.kernel.crypto import KeyRing
from backend.kernel.crypto.sealed import decrypt, encrypt

Document = dict[str, object]


def seal_document(keys: KeyRing, place: str, document: Document) -> str:
    """A document as it is stored, bound to the place (table.column) it is kept in."""
    return encrypt(keys, place, msgspec.json.encode(document, order="sorted").decode())


def open_document(keys: KeyRing, place: str, stored: str) -> Document:
    """The values of a stored document.

    Raises:
        Unreadable: sealed by another deployment's key, for another place, or damaged.
    """
    return msgspec.json.decode(decrypt(keys, place, stored), type=Document)
