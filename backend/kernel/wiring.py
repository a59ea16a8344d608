"""How areas meet without importing upward.

A lower package defines a small class for each thing it wants to be told (a *port*); a higher area puts instances of it
into `provides` of its `Area`; `app` composes all areas into one `Wiring`, where the lower package finds them by class.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from litestar.types import ControllerRouterHandler

P = TypeVar("P")


@dataclass(frozen=True)
class Area:
    """What one area registers."""

    name: str
    routes: Sequence[ControllerRouterHandler] = ()
    piccolo_app: str | None = None
    settings: Sequence[type[msgspec.Struct]] = ()
    provides: Sequence[object] = ()


@dataclass(frozen=True)
class Wiring:
    """All areas of this server, lowest first."""

    areas: tuple[Area, ...]
    _found: dict[type, tuple[object, ...]] = field(default_factory=dict, repr=False)

    def all(self, port: type[P]) -> tuple[P, ...]:
        """Every instance of a port, in the order of the areas."""
        if port not in self._found:
            self._found[port] = tuple(
                thing for area in self.areas for thing in area.provides if isinstance(thing, port)
            )
        return self._found[port]  # type: ignore[return-value]

    def routes(self) -> list[ControllerRouterHandler]:
        return [route for area in self.areas for route in area.routes]


def compose(areas: Iterable[Area]) -> Wiring:
    """One wiring from areas in import order.

    Raises:
        ValueError: two areas of the same name.
    """
    wiring = Wiring(tuple(areas))
    names = [area.name for area in wiring.areas]
    if len(set(names)) != len(names):
        raise ValueError(f"area registered twice: {names}")
    return wiring
