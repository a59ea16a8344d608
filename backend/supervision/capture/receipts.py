"""Receipts: the server's signed word that a photo is durable. Only a matching one lets the phone delete its copy."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from backend.kernel.crypto import tokens
from backend.kernel.runtime import Runtime


class Receipt(msgspec.Struct, frozen=True, rename="camel"):
    """Payload of a receipt token: what is durable since when, and the sealed chain's head at that moment."""

    capture_id: UUID
    sha256: str
    size: int
    manifest_sha256: str
    manifest_at: int
    bytes_at: int
    key_id: str
    seal_head: str


def receipt_of(capture: Mapping[str, object]) -> Receipt:
    """The receipt of a stored capture's row."""
    return msgspec.convert(
        {
            "captureId": capture["id"],
            "sha256": capture["sha256"],
            "size": capture["size"],
            "manifestSha256": capture["manifest_sha256"],
            "manifestAt": capture["arrived_at"],
            "bytesAt": capture["bytes_at"],
            "keyId": capture["key_id"],
            "sealHead": capture["seal_head"],
        },
        type=Receipt,
    )


def sign_receipt(runtime: Runtime, receipt: Receipt) -> str:
    """The token the phone checks before it deletes anything."""
    return tokens.issue(runtime.keys, "receipt", receipt)
