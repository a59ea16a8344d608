"""Log-in by one-time code."""

from litestar import Response, post
from litestar.params import JSONBody

from backend.audit.work import unit_of_work
from backend.forms.phone_rules import normalise_phone
from backend.identity.actors import Actors, actor_of
from backend.identity.captcha import check_captcha
from backend.identity.errors import CaptchaNeeded
from backend.identity.login_codes.login_code_rules import CODE_DIGITS, normalise_one_time_code
from backend.identity.login_codes.otp import CodeRequest, issue_code
from backend.identity.login_codes.schemas import CodeAnswered, CodeAsked, CodeGiven, IdentityShown, PersonChosen
from backend.identity.login_codes.steps import WAY, Entered, Entrance, choose_person, confirm_identity, enter_code
from backend.identity.login_limits import within_limits
from backend.identity.login_sessions import COOKIE, Client
from backend.identity.middleware import BEFORE_LOGIN, ClientDep
from backend.identity.people.queries import people_with_phone
from backend.identity.routes import BROWSER_COOKIE, logged_in
from backend.identity.schemas import Me
from backend.identity.settings import IdentitySettings
from backend.kernel.actor import SYSTEM
from backend.kernel.errors import Invalid
from backend.kernel.http import AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime

MINUTE_S = 60


def code_answered(runtime: Runtime) -> CodeAnswered:
    """What everybody is answered who asks for a code."""
    settings = runtime.settings(IdentitySettings)
    return CodeAnswered(digits=CODE_DIGITS, valid_s=settings.code_minutes * MINUTE_S, again_s=settings.code_gap_s)


def given_phone(text: str, field: str = "phone") -> str:
    """The phone that was typed.

    Raises:
        Invalid: no phone number.
    """
    phone = normalise_phone(text)
    if phone is None:
        raise Invalid(errors={field: ["malformed"]})
    return phone


@post("/api/login/code", status_code=202, opt=BEFORE_LOGIN)
async def post_login_code(
    data: JSONBody[CodeAsked], request: AnyRequest, runtime: RuntimeDep, client: ClientDep
) -> CodeAnswered:
    """Ask for a code by SMS; the answer is the same for every phone and above every limit of a phone."""
    browser = request.cookies.get(BROWSER_COOKIE, "")
    async with within_limits(runtime, client, WAY):
        await check_captcha(runtime, captcha_id=data.captcha_id, purpose="code", browser=browser, answer=data.captcha)
    phone = given_phone(data.phone)
    known = bool(await people_with_phone(runtime.keys, phone))
    async with unit_of_work(runtime, SYSTEM) as work:
        await issue_code(
            work, CodeRequest(purpose="login", phone=phone, browser=browser, known=known, language=data.language)
        )
    return code_answered(runtime)


@post("/api/login", opt=BEFORE_LOGIN)
async def post_login(
    data: JSONBody[CodeGiven], request: AnyRequest, runtime: RuntimeDep, client: ClientDep
) -> Response[Me]:
    """Log in by phone and code; after many wrong ones with a captcha, too."""
    phone, code = given_phone(data.phone), normalise_one_time_code(data.code)
    if code is None:
        raise Invalid(errors={"code": ["malformed"]})
    entrance = await _entrance(request, runtime, client)
    async with within_limits(runtime, client, WAY) as asks_captcha:
        if asks_captcha:
            await _check_asked_captcha(runtime, entrance.browser, data)
        return await _entered(runtime, await enter_code(runtime, entrance, phone=phone, code=code))


@post("/api/login/choose", opt=BEFORE_LOGIN)
async def post_login_choose(
    data: JSONBody[PersonChosen], request: AnyRequest, runtime: RuntimeDep, client: ClientDep
) -> Response[Me]:
    """Say who of the people of a shared phone logs in."""
    entrance = await _entrance(request, runtime, client)
    return await _entered(runtime, await choose_person(runtime, entrance, person_id=data.person_id))


@post("/api/login/confirm", opt=BEFORE_LOGIN)
async def post_login_confirm(
    data: JSONBody[IdentityShown], request: AnyRequest, runtime: RuntimeDep, client: ClientDep
) -> Response[Me]:
    """Answer name and the last four of the identity number at the first log-in."""
    entrance = await _entrance(request, runtime, client)
    async with within_limits(runtime, client, WAY):
        confirmed = await confirm_identity(runtime, entrance, data)
        return await _entered(runtime, confirmed)


async def _check_asked_captcha(runtime: Runtime, browser: str, data: CodeGiven) -> None:
    if data.captcha_id is None:
        raise CaptchaNeeded
    await check_captcha(runtime, captcha_id=data.captcha_id, purpose="code", browser=browser, answer=data.captcha)


async def _entrance(request: AnyRequest, runtime: Runtime, client: Client) -> Entrance:
    token = request.cookies.get(COOKIE)
    former = await runtime.find(Actors).find(token) if token else None
    return Entrance(browser=request.cookies.get(BROWSER_COOKIE, ""), client=client, former=former)


async def _entered(runtime: Runtime, entered: Entered) -> Response[Me]:
    actor = await actor_of(
        runtime, person_id=entered.person_id, name=entered.name, opened=entered.opened.id, kind="full"
    )
    return await logged_in(runtime, entered.opened, actor)
