"""What an event is in code: a small frozen Struct with its kind."""

from typing import ClassVar
from uuid import UUID

import msgspec


class DomainEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every area's events. Own fields hold references, codes and numbers only: they are kept for ever.

    subject_id: the thing that changed. scope_id: the larger thing a screen watches (a project, a case).
    """

    kind: ClassVar[str]
    module: ClassVar[str]

    subject_id: UUID
    scope_id: UUID | None = None
    organisation_id: UUID | None = None

    def data(self) -> dict[str, object]:
        """The event's own fields, for the `data` column."""
        base = set(DomainEvent.__struct_fields__)
        return {f: getattr(self, f) for f in self.__struct_fields__ if f not in base}
