"""Is the server alive, and is it ready to serve (design §10)?"""

import shutil

import msgspec
from litestar import Response, get

from backend.kernel.db import fetch
from backend.kernel.http import RuntimeDep

ENOUGH_BYTES = 200_000_000


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
    checks = Readiness(
        keys=bool(runtime.keys.current("signing")),
        disk=shutil.disk_usage(runtime.data_dir).free > ENOUGH_BYTES,
        clock=runtime.now() > runtime.keys.current("signing").record.valid_from - 1,
        database=await _database_answers(),
    )
    passed = all(msgspec.structs.astuple(checks))
    return Response(checks, status_code=200 if passed else 503)


async def _database_answers() -> bool:
    try:
        return bool(await fetch("SELECT 1 AS one"))
    except Exception:  # noqa: BLE001 - whatever it is, the database does not answer
        return False


HEALTH_ROUTES = (get_live, get_ready)
