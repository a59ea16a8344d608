"""Gaps in the chain of manifests that one key signed, pure (design §4, Findings: chain gap)."""

from collections.abc import Iterable, Set
from uuid import UUID

import msgspec


class Link(msgspec.Struct, frozen=True):
    """A capture's place in the chain of its key; `previous` is empty for the first one."""

    id: UUID
    key_id: str
    previous: str


def chain_gaps(links: Iterable[Link], known: Set[tuple[str, str]]) -> set[UUID]:
    """Captures whose key signed another manifest before them that never came.

    `known`: (key id, digest) of every manifest the server has seen, the refused ones too: they were sent.
    """
    return {link.id for link in links if link.previous and (link.key_id, link.previous) not in known}
