"""One's own phones: registering a key, and revoking that of a phone that was lost."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from backend.audit.work import unit_of_work
from backend.identity.devices.actions import check_proof, register_device, revoke_device
from backend.identity.devices.queries import devices_of
from backend.identity.schemas import DeviceOffered, DeviceShown, DevicesShown
from backend.identity.server_keys import server_keys
from backend.kernel.actor import Actor
from backend.kernel.errors import NotPermitted
from backend.kernel.http import ActorDep, RuntimeDep


@post("/api/devices")
async def post_device(data: JSONBody[DeviceOffered], actor: ActorDep, runtime: RuntimeDep) -> DeviceShown:
    """Register this phone's key."""
    person_id = _person(actor)
    raw = check_proof(runtime, public_key=data.public_key, time_token=data.time_token, proof=data.proof)
    async with unit_of_work(runtime, actor) as work:
        device = await register_device(work, person_id=person_id, raw_key=raw, label=data.label[:100])
    return DeviceShown(key_id=device.key_id, certificate=device.certificate, keys=server_keys(runtime))


@get("/api/me/devices")
async def get_own_devices(actor: ActorDep, runtime: RuntimeDep) -> DevicesShown:
    """My phones."""
    return await devices_of(runtime, _person(actor))


@post("/api/me/devices/{key_id:str}/revoke", status_code=200)
async def post_own_device_revoke(key_id: FromPath[str], actor: ActorDep, runtime: RuntimeDep) -> DevicesShown:
    """Revoke the key of a phone I lost, and end my log-ins but this one."""
    person_id = _person(actor)
    async with unit_of_work(runtime, actor) as work:
        await revoke_device(work, person_id=person_id, key_id=key_id, stays=actor.login_session_id)
    return await devices_of(runtime, person_id)


def _person(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise NotPermitted
    return actor.person_id


DEVICE_ROUTES = (post_device, get_own_devices, post_own_device_revoke)
