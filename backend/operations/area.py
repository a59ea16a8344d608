"""What operations registers."""

from backend.kernel.wiring import Area
from backend.operations.commands import COMMANDS
from backend.operations.settings import BackupSettings

AREA = Area(name="operations", settings=(BackupSettings,), provides=COMMANDS)
