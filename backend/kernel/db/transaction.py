"""What Piccolo looks for in `current_transaction`."""

from typing import Any


class OpenTransaction:
    """The connection that queries run on while a transaction is open; `ended` once it has certainly ended."""

    __slots__ = ("connection", "ended")

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.ended = False
