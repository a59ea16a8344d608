"""Limits of the byte store."""

import msgspec

MEGABYTE = 1_000_000


class FilesSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_FILES_*."""

    max_photo_mb: int = 15
    reserve_mb: int = 500
    """Room kept free on the disk: the database must still be able to write when photos no longer can."""
