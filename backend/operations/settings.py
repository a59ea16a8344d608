"""What backups need to know."""

import msgspec


class BackupSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_BACKUP_*."""

    passphrase: str = ""
    """Wraps the keys in a backup. Kept by people, apart from the backup: without it a backup cannot be read."""
