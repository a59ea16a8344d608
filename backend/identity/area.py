"""What identity registers."""

from collections.abc import Sequence

from backend.audit.work import AfterCommit, Recorded
from backend.identity.actors import Actors, ActorsChange
from backend.identity.events import GRANTS_MAY_CHANGE
from backend.identity.routes import get_keys, get_me, post_captcha, post_device, post_logout
from backend.identity.settings import IdentitySettings
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.wiring import Area


async def _start(runtime: Runtime) -> None:
    runtime.provide(Actors, Actors(runtime))


def _forget_actors(runtime: Runtime, recorded: Sequence[Recorded]) -> None:
    if runtime.has(Actors):
        runtime.find(Actors).notice(recorded)


AREA = Area(
    name="identity",
    routes=(post_captcha, get_me, post_logout, post_device, get_keys),
    piccolo_app="backend.identity.piccolo_app",
    settings=(IdentitySettings,),
    provides=(Startup("actors", _start), AfterCommit(_forget_actors), ActorsChange(GRANTS_MAY_CHANGE)),
)
