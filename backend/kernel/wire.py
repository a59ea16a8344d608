"""What structs on the wire have in common: camelCase names; what comes in is checked for unknown fields."""

import msgspec

MAX_INTEGER = 2**53 - 1
"""What JavaScript counts exactly; columns hold more, so that no number sent to us is too large for the database."""


class Input(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """Base of what is sent to us: unknown fields are refused, and what no database column holds.

    PostgreSQL stores no NUL in texts. SQLite would, and the same body must have the same answer on both.
    """

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if (isinstance(value, str) and "\0" in value) or (isinstance(value, int) and abs(value) > MAX_INTEGER):
                raise ValueError(f"{name} is out of range")


class Output(msgspec.Struct, rename="camel"):
    """Base of what we answer."""
