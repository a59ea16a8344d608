"""Reading the phones of a person."""

from uuid import UUID

from backend.identity.devices.ports import DeviceUse
from backend.identity.schemas import DeviceRow, DevicesShown
from backend.identity.tables import Device
from backend.kernel.runtime import Runtime


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
