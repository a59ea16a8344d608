"""What one running server (or command) holds: clock, keys, wiring, settings, and the services areas start."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from backend.kernel.clock import Clock
from backend.kernel.crypto import KeyRing
from backend.kernel.wiring import Wiring

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)


class Runtime:
    """Passed explicitly to actions, queries and jobs."""

    def __init__(
        self,
        *,
        data_dir: Path,
        zone: ZoneInfo,
        clock: Clock,
        keys: KeyRing,
        wiring: Wiring,
        environ: Mapping[str, str],
        origin: str,
        production: bool = False,
    ) -> None:
        self.data_dir = data_dir
        self.zone = zone
        self.clock = clock
        self.keys = keys
        self.wiring = wiring
        self.environ = environ
        self.origin = origin
        self.production = production
        self._services: dict[type, object] = {}
        self._slices: dict[type, msgspec.Struct] = {}

    def now(self) -> int:
        return self.clock.now()

    def provide(self, port: type[T], service: T) -> T:
        """Make a service findable under its interface."""
        self._services[port] = service
        return service

    def has(self, port: type) -> bool:
        return port in self._services

    def find(self, port: type[T]) -> T:
        """The service started under this interface.

        Raises:
            LookupError: nobody provided it.
        """
        if port not in self._services:
            raise LookupError(f"no service for {port.__name__}")
        return self._services[port]  # type: ignore[return-value]

    def settings(self, shape: type[S]) -> S:
        """An area's settings, read once from the environment.

        `SupervisionSettings.late_window_h` is read from `HALFDAY_SUPERVISION_LATE_WINDOW_H`.
        """
        if shape not in self._slices:
            self._slices[shape] = read_slice(shape, self.environ)
        return self._slices[shape]  # type: ignore[return-value]


@dataclass(frozen=True)
class Startup:
    """Port: something to do when the server starts, before it serves; the answer is called at the end.

    `background`: does work of its own accord; left out for commands that only read, which may run beside a server.
    """

    name: str
    start: Callable[[Runtime], Awaitable[Callable[[], Awaitable[None]] | None]]
    background: bool = False


def read_slice(shape: type[S], environ: Mapping[str, str]) -> S:
    """An area's settings from `HALFDAY_<AREA>_<FIELD>`; the Struct's class name without `Settings` is the area.

    Raises:
        ValueError: a variable does not hold what its field wants; the message names the variable.
    """
    prefix = f"HALFDAY_{shape.__name__.removesuffix('Settings').upper()}_"
    given = {f: environ[prefix + f.upper()] for f in shape.__struct_fields__ if prefix + f.upper() in environ}
    try:
        return msgspec.convert(given, type=shape, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"{prefix}…: {error}") from error
