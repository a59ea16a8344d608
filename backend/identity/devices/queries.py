"""Reading phones."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from backend.identity.devices.ports import DeviceUse
from backend.identity.schemas import DeviceRow, DevicesShown
from backend.identity.tables import Device
from backend.kernel.db import run
from backend.kernel.runtime import Runtime


class PhoneKey(msgspec.Struct, frozen=True):
    """A phone's public key, whose it is, and until when it may sign."""

    key_id: str
    person_id: UUID
    public_key: str
    revoked_at: int | None


async def phone_keys(key_ids: Iterable[str]) -> dict[str, PhoneKey]:
    """Keys that are registered, revoked ones among them, by their id."""
    rows = await run(
        "SELECT key_id, person_id, public_key, revoked_at FROM device WHERE key_id IN {*}",
        sorted(set(key_ids)),
    )
    return {row["key_id"]: PhoneKey(**row) for row in rows}


async def devices_of(runtime: Runtime, person_id: UUID) -> DevicesShown:
    """A person's phones, those that may sign first, the newest first."""
    rows = (
        await Device.select(Device.key_id, Device.label, Device.registered_at, Device.revoked_at)
        .where(Device.person_id == person_id)
        .order_by(Device.registered_at, ascending=False)
    )
    used: dict[str, int] = {}
    for port in runtime.wiring.all(DeviceUse):
        used |= await port.last(person_id)
    shown = [DeviceRow(**row, last_used_at=used.get(row["key_id"])) for row in rows]
    return DevicesShown(items=sorted(shown, key=lambda row: row.revoked_at is not None))
