"""What structs on the wire have in common: camelCase names; what comes in is checked for unknown fields."""

import msgspec


class Input(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """Base of what is sent to us: unknown fields are refused."""


class Output(msgspec.Struct, rename="camel"):
    """Base of what we answer."""
