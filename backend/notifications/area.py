"""What notifications registers."""

import asyncio
from collections.abc import Awaitable, Callable

from backend.audit.work import AfterCommit, InTransaction
from backend.identity.events import PhoneChangeAsked
from backend.identity.login_codes.ports import CodeSender
from backend.kernel.copies import EmptiedInCopies
from backend.kernel.crypto.sealed import SealedColumn
from backend.kernel.metrics import Gauge
from backend.kernel.periodic import periodic
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.start_check import StartCheck
from backend.kernel.wiring import Area
from backend.notifications import head_mail
from backend.notifications.actions import ADDRESS_PLACE, SECRET_PLACE, deliver_code, warn_of_phone_change
from backend.notifications.courier import Couriers, Lane, wake_couriers
from backend.notifications.jobs import EVERY_S, clear_secrets
from backend.notifications.kept_messages import KEPT_MESSAGES
from backend.notifications.kinds import OUTWARD
from backend.notifications.own_kinds import OWN_KINDS
from backend.notifications.person_erasure import PERSON_ERASURE
from backend.notifications.routes import (
    get_delivery,
    get_notifications,
    get_preferences,
    post_read,
    post_read_all,
    post_test,
    put_preferences,
)
from backend.notifications.senders import Senders, check_senders, make_senders
from backend.notifications.settings import NotificationsSettings
from backend.notifications.tables import Delivery


async def _start_couriers(runtime: Runtime) -> Callable[[], Awaitable[None]]:
    senders = runtime.provide(Senders, make_senders(runtime))
    lanes = [Lane(runtime, senders, channel) for channel in OUTWARD]
    runtime.provide(Couriers, Couriers(lanes))
    tasks = [asyncio.create_task(lane.run(), name="courier") for lane in lanes]

    async def stop() -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(lane.stop() for lane in lanes))
        await senders.close()

    return stop


async def _waiting(_: Runtime) -> float:
    return float(await Delivery.count().where(Delivery.next_try_at.is_not_null()))


AREA = Area(
    name="notifications",
    routes=(
        get_notifications,
        post_read,
        post_read_all,
        get_preferences,
        put_preferences,
        post_test,
        get_delivery,
    ),
    piccolo_app="backend.notifications.piccolo_app",
    settings=(NotificationsSettings,),
    provides=(
        EmptiedInCopies("delivery_secret"),
        SealedColumn("delivery_secret", "address", ADDRESS_PLACE, key="delivery_id"),
        SealedColumn("delivery_secret", "secret", SECRET_PLACE, key="delivery_id"),
        StartCheck(check_senders),
        StartCheck(head_mail.check_heads_to),
        Startup("couriers", _start_couriers, background=True),
        periodic("secrets of deliveries", EVERY_S, clear_secrets),
        periodic("mail of the sealed log", head_mail.EVERY_S, head_mail.mail_head),
        *KEPT_MESSAGES,
        *PERSON_ERASURE,
        AfterCommit(wake_couriers),
        Gauge("halfday_deliveries_waiting", "Messages not yet at their final outcome", _waiting),
        CodeSender(deliver_code),
        InTransaction(frozenset({PhoneChangeAsked.kind}), warn_of_phone_change),
        *OWN_KINDS,
    ),
)
