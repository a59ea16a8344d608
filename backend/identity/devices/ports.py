"""What higher areas tell `devices`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DeviceUse:
    """Port: when something signed by each of a person's keys last arrived, by key id; nothing of those never used."""

    last: Callable[[UUID], Awaitable[Mapping[str, int]]]
