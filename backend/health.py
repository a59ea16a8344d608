"""Is the server alive, and is it ready to serve (design §10)?"""

import msgspec
from litestar import Response, get

from backend.files.settings import MEGABYTE, FilesSettings
from backend.kernel.crypto import KeyRing
from backend.kernel.db import fetch
from backend.kernel.http import RuntimeDep
from backend.kernel.keys_named import missing_keys
from backend.kernel.runtime import Runtime
from media.disk import free_bytes


class Readiness(msgspec.Struct):
    """Each check by name: true when it passed."""

    keys: bool
    disk: bool
    clock: bool
    database: bool


@get("/health/live")
async def get_live() -> dict[str, bool]:
    """The process answers."""
    return {"live": True}


@get("/health/ready")
async def get_ready(runtime: RuntimeDep) -> Response[Readiness]:
    """Keys, disk, clock and database are fit to serve; 503 if one is not."""
    database = await _database_answers()
    checks = Readiness(
        keys=await _keys_are_there(runtime, database=database),
        disk=_has_room(runtime),
        clock=runtime.now() > runtime.keys.current("signing").record.valid_from - 1,
        database=database,
    )
    passed = all(msgspec.structs.astuple(checks))
    return Response(checks, status_code=200 if passed else 503)


def _has_room(runtime: Runtime) -> bool:
    """The byte store's own limit: below it, it would refuse a photo of the largest size."""
    files = runtime.settings(FilesSettings)
    return free_bytes(runtime.data_dir) >= (files.reserve_mb + files.max_photo_mb) * MEGABYTE


async def _keys_are_there(runtime: Runtime, *, database: bool) -> bool:
    """The folder still holds the keys in use, and those that the database names while it can be asked."""
    try:
        on_disk = KeyRing.read(runtime.data_dir / "keys")
    except (OSError, ValueError):
        return False
    in_use = {key.kid for key in runtime.keys.all()} <= {key.kid for key in on_disk.all()}
    return in_use and not (database and await missing_keys(runtime.wiring, on_disk))


async def _database_answers() -> bool:
    try:
        return bool(await fetch("SELECT 1 AS one"))
    except Exception:  # noqa: BLE001 - whatever it is, the database does not answer
        return False


HEALTH_ROUTES = (get_live, get_ready)
