"""Where a deployment keeps its changes of definitions."""

import msgspec


class FormsSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_FORMS_*."""

    overlays: str = "overlays"
    """A folder of TOML files under the data folder; need not exist."""
