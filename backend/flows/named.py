"""Names of people and organisations, which live in areas above."""

from collections.abc import Iterable, Mapping
from typing import Literal
from uuid import UUID

from backend.flows.ports import Names
from backend.kernel.runtime import Runtime


async def names_of(
    runtime: Runtime, of: Literal["person", "organisation"], ids: Iterable[UUID | None]
) -> Mapping[UUID, str]:
    """The names that are known, in one query."""
    wanted = sorted({one for one in ids if one is not None})
    found: dict[UUID, str] = {}
    for port in runtime.wiring.all(Names) if wanted else ():
        if port.of == of:
            found |= await port.find(wanted)
    return found
