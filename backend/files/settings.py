"""Limits of the byte store."""

from typing import Annotated

import msgspec

MEGABYTE = 1_000_000


class FilesSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_FILES_*."""

    max_photo_mb: int = 15
    reserve_mb: int = 500
    """Room kept free on the disk: the database must still be able to write when photos no longer can."""
    orphan_days: Annotated[int, msgspec.Meta(ge=0)] = 7
    """How long bytes stay that no row names. A phone sends again within hours what got no receipt; whoever put an older
    database beside a newer store has until then to notice. 0: for ever."""
