"""Reading that is recorded: bytes that were shown and masked values that were revealed (catalogue 15.9, 15.10)."""

from typing import Literal

from backend.audit.events import DomainEvent

RevealPurpose = Literal["contact", "identity", "correction", "inquiry"]
"""Why a masked value is asked for: to reach the person, to check who they are, to correct records, for an inquiry."""


class FileDownloaded(DomainEvent, frozen=True, kw_only=True):
    """subject: the record that owns the file; `variant` says whether it was the original or a derived copy."""

    module = "files"
    kind = "file.downloaded"
    variant: str


class FilePreviewed(DomainEvent, frozen=True, kw_only=True):
    """subject: the record that owns the file, of which a small copy was shown."""

    module = "files"
    kind = "file.previewed"
    variant: str


class ValueRevealed(DomainEvent, frozen=True, kw_only=True):
    """subject: the record whose masked value was shown in clear; `field` names it, never its content.

    `purpose` is a code of why it was asked for, empty where nobody was asked.
    """

    module = "identity"
    kind = "value.revealed"
    field: str
    purpose: str = ""
