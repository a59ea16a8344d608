"""What must be right before the server starts, said in words and not in a traceback."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class StartCheck:
    """Port: (environment, whether this is production) -> nothing, or ValueError with what to do about it."""

    check: Callable[[Mapping[str, str], bool], None]
