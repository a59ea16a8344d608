"""Photos as they are served: the original, or a derived copy made on first view (design §4, Derived pictures)."""

from typing import Any, Literal
from uuid import UUID

from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime

Variant = Literal["original", "stamped", "thumb"]
Row = dict[str, Any]


async def photo_of(runtime: Runtime, capture_id: UUID, variant: Variant) -> bytes:
    raise NotFound
