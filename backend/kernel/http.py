"""From refusals and framework errors to one shape of problem answer (RFC 9457)."""

import logging
from uuid import uuid4

import msgspec
from litestar import Request, Response
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import Message, Scope

from backend.kernel.actor import Actor
from backend.kernel.disk_full import is_disk_full
from backend.kernel.errors import Refusal
from backend.kernel.runtime import Runtime
from backend.kernel.timetoken import HEADER, TimeTokens

log = logging.getLogger("halfday.http")
AnyRequest = Request[object, object, State]
DEVICE_SIGNED = {"device_signed": True}
"""`opt` of routes that a phone may also use by its key alone, without a login session (identity)."""
PROBLEM_TYPE = "application/problem+json"
_CODES = {400: "bad_request", 401: "not_logged_in", 403: "not_permitted", 404: "not_found", 405: "method_not_allowed",
          413: "too_large", 415: "bad_media_type", 429: "too_many", 503: "busy"}  # fmt: skip


class Problem(msgspec.Struct, omit_defaults=True):
    """What was refused: `code` is stable, `errors` holds codes by field path, `data` numbers for the screen."""

    title: str
    status: int
    code: str
    detail: str = ""
    errors: dict[str, list[str]] = {}
    data: dict[str, object] = {}


def problem(
    status: int,
    code: str,
    *,
    detail: str = "",
    errors: dict[str, list[str]] | None = None,
    data: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    """A problem answer."""
    body = Problem(
        title=code.replace("_", " "), status=status, code=code, detail=detail, errors=errors or {}, data=data or {}
    )
    return Response(msgspec.json.encode(body), status_code=status, media_type=PROBLEM_TYPE, headers=headers)


def on_refusal(_: AnyRequest, refusal: Refusal) -> Response[bytes]:
    return problem(
        refusal.status,
        refusal.code,
        detail=refusal.detail,
        errors={path: list(codes) for path, codes in refusal.errors.items()},
        data=refusal.data,
        headers=refusal.headers,
    )


def on_validation(_: AnyRequest, error: ValidationException) -> Response[bytes]:
    """A body or parameter of the wrong shape; Litestar's list of places becomes codes by path."""
    places = error.extra if isinstance(error.extra, list) else []
    errors = {str(place.get("key") or "body"): ["invalid"] for place in places if isinstance(place, dict)}
    return problem(422, "invalid", detail=error.detail, errors=errors)


def on_http(_: AnyRequest, error: HTTPException) -> Response[bytes]:
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return problem(error.status_code, _CODES.get(error.status_code, "refused"), headers=headers)


def on_unexpected(request: AnyRequest, error: Exception) -> Response[bytes]:
    """A fault of ours: the person gets a number to quote, the log the traceback without any value of the request."""
    if is_disk_full(error):
        log.error("the disk is full: %s %s was refused", request.method, request.scope["path_template"])
        return problem(507, "disk_full")
    incident = uuid4().hex[:12]
    log.error("incident %s on %s %s", incident, request.method, request.scope["path_template"], exc_info=error)
    return problem(500, "unexpected", data={"incident": incident})


EXCEPTION_HANDLERS = {
    Refusal: on_refusal,
    ValidationException: on_validation,
    HTTPException: on_http,
    Exception: on_unexpected,
}


SAFE_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cache-control": b"no-store",
}
"""What every answer carries whose route does not say otherwise: most hold somebody's data, and none is a page."""


async def add_safe_headers(message: Message, _: Scope) -> None:
    """No answer is guessed at, framed, run or kept by accident (design §9)."""
    if message["type"] == "http.response.start":
        headers = list(message["headers"])
        said = {name.lower() for name, _ in headers}
        message["headers"] = headers + [pair for pair in SAFE_HEADERS.items() if pair[0] not in said]


async def add_time_token(message: Message, scope: Scope) -> None:
    """Every answer of the API carries a time token."""
    if message["type"] == "http.response.start" and scope["path"].startswith("/api/"):
        tokens = scope["app"].state.runtime.find(TimeTokens)
        MutableScopeHeaders.from_message(message)[HEADER] = tokens.current()


RuntimeDep = NamedDependency[Runtime]
"""A handler's parameter `runtime`."""
ActorDep = NamedDependency[Actor]
"""A handler's parameter `actor`: who is logged in; without a login session the request ends with 401."""


def provide_runtime(state: State) -> Runtime:
    """Dependency `runtime` of every handler."""
    runtime: Runtime = state.runtime
    return runtime
