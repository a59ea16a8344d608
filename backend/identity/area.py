"""What identity registers."""

from collections.abc import Sequence

from backend.audit.work import AfterCommit, Recorded
from backend.identity.actors import Actors, ActorsChange
from backend.identity.commands import COMMANDS
from backend.identity.devices.routes import DEVICE_ROUTES
from backend.identity.events import GRANTS_MAY_CHANGE
from backend.identity.login_codes.jobs import EVERY_S, clean_up_logins
from backend.identity.login_codes.routes import post_login, post_login_choose, post_login_code, post_login_confirm
from backend.identity.login_limits import LoginLimits
from backend.identity.people.kept_log_ins import KEPT_LOG_INS
from backend.identity.people.keys_named import keys_of_people
from backend.identity.people.person_erasure import PERSON_ERASURE
from backend.identity.people.queries import EMAIL_PLACE, ID_PLACE, PHONE_PLACE
from backend.identity.phone_change.routes import PHONE_CHANGE_ROUTES
from backend.identity.routes import get_keys, get_me, post_captcha, post_consent, post_logout
from backend.identity.settings import IdentitySettings
from backend.kernel.copies import EmptiedInCopies
from backend.kernel.crypto.sealed import SealedColumn
from backend.kernel.keys_named import NamesKeys
from backend.kernel.periodic import periodic
from backend.kernel.runtime import Runtime, Startup
from backend.kernel.wiring import Area


async def _start(runtime: Runtime) -> None:
    runtime.provide(Actors, Actors(runtime))
    runtime.provide(LoginLimits, LoginLimits(runtime.settings(IdentitySettings)))


def _forget_actors(runtime: Runtime, recorded: Sequence[Recorded]) -> None:
    if runtime.has(Actors):
        runtime.find(Actors).notice(recorded)


AREA = Area(
    name="identity",
    routes=(
        post_captcha,
        post_login_code,
        post_login,
        post_login_choose,
        post_login_confirm,
        get_me,
        post_logout,
        *PHONE_CHANGE_ROUTES,
        *DEVICE_ROUTES,
        post_consent,
        get_keys,
    ),
    piccolo_app="backend.identity.piccolo_app",
    settings=(IdentitySettings,),
    provides=(
        Startup("actors", _start),
        periodic("login clean-up", EVERY_S, clean_up_logins),
        AfterCommit(_forget_actors),
        ActorsChange(GRANTS_MAY_CHANGE),
        EmptiedInCopies("captcha"),
        EmptiedInCopies("one_time_code"),
        SealedColumn("person", "phone", PHONE_PLACE),
        SealedColumn("person", "id_number", ID_PLACE),
        SealedColumn("person", "email", EMAIL_PLACE),
        SealedColumn("phone_change", "phone", PHONE_PLACE),
        NamesKeys(keys_of_people),
        *KEPT_LOG_INS,
        *PERSON_ERASURE,
        *COMMANDS,
    ),
)
