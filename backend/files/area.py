"""What files registers."""

import shutil

from backend.files.commands import COMMANDS
from backend.files.orphans import KEPT_ORPHANS, start_orphans
from backend.files.receive import open_store
from backend.files.routes import head_blob, put_blob
from backend.files.settings import FilesSettings
from backend.kernel.metrics import Gauge
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.wiring import Area
from media.blobs import BlobStore


async def _start(runtime: Runtime) -> None:
    runtime.provide(BlobStore, open_store(runtime))  # type: ignore[type-abstract]


async def _free(runtime: Runtime) -> float:
    return float(shutil.disk_usage(runtime.data_dir).free)


AREA = Area(
    name="files",
    routes=(put_blob, head_blob),
    piccolo_app="backend.files.piccolo_app",
    settings=(FilesSettings,),
    provides=(
        Startup("blob store", _start),
        Startup("orphans", start_orphans),
        KEPT_ORPHANS,
        *COMMANDS,
        Gauge("halfday_disk_free_bytes", "Room left where photos are kept", _free),
    ),
)
