"""The on-site lead's phone: log-in, assignments, tickets, commitments, lecturer rows, captures."""

from litestar import Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, JSONBody

from backend.audit.arrivals import Arrivals
from backend.forms.phone_rules import normalise_phone
from backend.identity.actors import Actors, actor_of, person_name
from backend.identity.captcha import check_captcha
from backend.identity.devices.queries import PhoneKey, phone_keys
from backend.identity.devices.signed import check_signed_body
from backend.identity.login_limits import within_limits
from backend.identity.login_sessions import COOKIE, Client
from backend.identity.middleware import BEFORE_LOGIN, ClientDep
from backend.identity.routes import BROWSER_COOKIE, logged_in
from backend.identity.schemas import Me
from backend.identity.tables import Device
from backend.kernel.actor import Actor
from backend.kernel.encoding import b64decode
from backend.kernel.errors import Invalid, NotPermitted
from backend.kernel.http import DEVICE_SIGNED, ActorDep, AnyRequest, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.supervision.capture.arrival import CAPTURES_NAMED, CaptureAnswer, Named
from backend.supervision.capture.awaited import Awaited
from backend.supervision.capture.manifest import BadManifest, Signed, open_manifest
from backend.supervision.capture.receipts import sign_receipt
from backend.supervision.capture.refused import Unopened, note_unopened
from backend.supervision.errors import TooManyItems
from backend.supervision.leads.code_rules import normalise_code
from backend.supervision.onsite.assignment_queries import issue_tickets, list_assignments
from backend.supervision.onsite.fact_actions import sign_commitment, take_lecturer_facts
from backend.supervision.onsite.login_actions import WAY, Attempt, log_in_supervisor
from backend.supervision.onsite.schemas import (
    AssignmentsShown,
    CaptureAnswered,
    CapturesAnswered,
    CaptureSent,
    CapturesSent,
    CommitmentAnswered,
    CommitmentSent,
    FactsAnswered,
    LecturerFactsSent,
    SupervisorLogin,
    TicketsShown,
)
from backend.supervision.permissions import FORMER_LEAD, ONSITE_LEAD

MAX_ITEMS = 50


async def provide_lead(actor: ActorDep) -> Actor:
    """Dependency `lead`: an actor who is an on-site lead.

    Raises:
        NotPermitted: logged in as somebody else.
    """
    if not actor.has(ONSITE_LEAD) or actor.person_id is None:
        raise NotPermitted
    return actor


async def provide_sender(actor: ActorDep, request: AnyRequest) -> Actor:
    """Dependency `lead` of routes that a replaced lead's phone may use, too.

    Raises:
        NotPermitted: logged in as somebody else. NotLoggedIn: another body than was signed.
    """
    await check_signed_body(request)
    return actor if actor.has(FORMER_LEAD) else await provide_lead(actor)


LeadDep = NamedDependency[Actor]
LEAD = {"lead": Provide(provide_lead)}
SENDER = {"lead": Provide(provide_sender)}


@post("/api/login/supervisor", opt=BEFORE_LOGIN)
async def post_supervisor_login(
    data: JSONBody[SupervisorLogin], request: AnyRequest, runtime: RuntimeDep, client: ClientDep
) -> Response[Me]:
    """Log in by phone, login code and captcha."""
    browser = request.cookies.get(BROWSER_COOKIE, "")
    async with within_limits(runtime, client, WAY):
        await check_captcha(
            runtime, captcha_id=data.captcha_id, purpose="supervisor", browser=browser, answer=data.captcha
        )
        return await _logged_in(runtime, data, request, client)


async def _logged_in(runtime: Runtime, data: SupervisorLogin, request: AnyRequest, client: Client) -> Response[Me]:
    phone, code = normalise_phone(data.phone), normalise_code(data.code)
    if phone is None or code is None:
        given = {"phone": phone, "code": code}
        raise Invalid(errors={field: ["malformed"] for field, value in given.items() if value is None})
    token = request.cookies.get(COOKIE)
    former = await runtime.find(Actors).find(token) if token else None
    attempt = Attempt(phone=phone, code=code, client=client, former=former)
    opened, assignment = await log_in_supervisor(runtime, attempt)
    actor = await actor_of(
        runtime,
        person_id=assignment.person_id,
        name=await person_name(assignment.person_id),
        opened=opened.id,
        kind="supervisor",
    )
    return await logged_in(runtime, opened, actor)


@get("/api/supervision/assignments", dependencies=LEAD)
async def get_assignments(lead: LeadDep, runtime: RuntimeDep) -> AssignmentsShown:
    """Everything the phone needs for its assignments."""
    return AssignmentsShown(server_at=runtime.now(), assignments=await list_assignments(runtime, lead))


@get("/api/supervision/tickets", dependencies=LEAD)
async def get_tickets(lead: LeadDep, runtime: RuntimeDep, keyId: FromQuery[str]) -> TicketsShown:  # noqa: N803
    """Tickets for every slot that can still be taken, bound to one of this person's keys."""
    device = await Device.select(Device.person_id, Device.revoked_at).where(Device.key_id == keyId).first()
    if device is None or device["person_id"] != lead.person_id or device["revoked_at"] is not None:
        raise Invalid(errors={"keyId": ["unknown_key"]})
    return TicketsShown(tickets=await issue_tickets(runtime, lead, keyId))


@post("/api/supervision/commitments", dependencies=LEAD)
async def post_commitment(data: JSONBody[CommitmentSent], lead: LeadDep, runtime: RuntimeDep) -> CommitmentAnswered:
    """Take in a signed commitment."""
    return await sign_commitment(runtime, lead, data)


@post("/api/supervision/lecturers", status_code=200, dependencies=LEAD)
async def post_lecturers(data: JSONBody[LecturerFactsSent], lead: LeadDep, runtime: RuntimeDep) -> FactsAnswered:
    """Take in additions and removals of lecturer rows."""
    if len(data.items) > MAX_ITEMS:
        raise TooManyItems
    return FactsAnswered(items=await take_lecturer_facts(runtime, lead, data.items, sent_at=data.sent_at))


@post("/api/captures", status_code=200, dependencies=SENDER, opt=DEVICE_SIGNED)
async def post_captures(data: JSONBody[CapturesSent], lead: LeadDep, runtime: RuntimeDep) -> CapturesAnswered:
    """Take in signed manifests; each is answered for itself, in order."""
    if len(data.items) > MAX_ITEMS:
        raise TooManyItems
    arrived_at = runtime.now()
    devices = await phone_keys(item.key_id for item in data.items)
    opened = [_open(runtime, item, devices.get(item.key_id)) for item in data.items]
    await note_unopened(runtime, lead, [one for one in opened if isinstance(one, Unopened)])
    signed = [one for one in opened if isinstance(one, Signed)]
    named = [Named(signed=one, arrived_at=arrived_at, sent_at=data.sent_at) for one in signed]
    answers = iter(await runtime.find(Arrivals).put_all(CAPTURES_NAMED, lead, named))
    return CapturesAnswered(
        items=[_answered(runtime, one, next(answers)) if isinstance(one, Signed) else _refused(one) for one in opened]
    )


def _open(runtime: Runtime, item: CaptureSent, key: PhoneKey | None) -> Signed | Unopened | None:
    """A manifest that holds, or one that does not; None if what was sent is no manifest at all."""
    try:
        raw, signature = b64decode(item.manifest), b64decode(item.signature)
    except ValueError:
        return None
    try:
        return open_manifest(runtime, raw, signature, key)
    except BadManifest as bad:
        return Unopened.of(raw, bad)


def _refused(unopened: Unopened | None) -> CaptureAnswered:
    if unopened is None:
        return CaptureAnswered(id=None, manifest_sha256="", state="refused", code="bad_manifest", receipt=None)
    return CaptureAnswered(
        id=unopened.named_id,
        manifest_sha256=unopened.manifest_sha256,
        state="refused",
        code=unopened.code,
        receipt=None,
    )


def _answered(runtime: Runtime, signed: Signed, answer: CaptureAnswer) -> CaptureAnswered:
    if answer.state in ("awaiting_bytes", "waiting"):
        runtime.find(Awaited).note(signed.ticket.person_id, signed.manifest.sha256, signed.manifest.size)
    return CaptureAnswered(
        id=answer.id,
        manifest_sha256=answer.manifest_sha256,
        state=answer.state,
        code=answer.code,
        receipt=sign_receipt(runtime, answer.receipt) if answer.receipt else None,
    )


ONSITE_ROUTES = (
    post_supervisor_login,
    get_assignments,
    get_tickets,
    post_commitment,
    post_lecturers,
    post_captures,
)
