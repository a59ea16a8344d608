"""Numbers that areas offer to whoever watches the server (design §10); never anything of a person."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from backend.kernel.runtime import Runtime


@dataclass(frozen=True)
class Gauge:
    """A number read whenever somebody looks: `name` as Prometheus wants it, the unit at its end."""

    name: str
    help: str
    read: Callable[[Runtime], Awaitable[float]]
