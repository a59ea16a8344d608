"""The OpenAPI document at /schema/openapi.json (design §10): what the framework finds, and what only we know.

The framework knows paths, parameters and shapes. It does not know our problem answers (RFC 9457), how a request shows
who sends it, nor bodies and answers that are no JSON. Nothing else is served under /schema: pages that draw the
document load scripts from foreign hosts (design §9).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from litestar import Request, Router
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.routes import HTTPRoute

from backend.flows.workbooks import XLSX
from backend.identity.devices.signed import SCHEME
from backend.identity.login_sessions import COOKIE
from backend.identity.middleware import BEFORE_LOGIN, CSRF_HEADER
from backend.kernel.errors import NotFound
from backend.kernel.http import DEVICE_SIGNED, PROBLEM_TYPE

DOCUMENT = "/schema/openapi.json"
Json = dict[str, Any]
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_BYTES = "application/octet-stream"
_RAW_BODIES: Mapping[str, tuple[str, ...]] = {
    "PUT /api/blobs/{digest}": (_BYTES,),
    "POST /api/captures/import": ("application/zip",),
    "POST /api/organisations/import": (XLSX, "multipart/form-data"),
    "POST /api/people/import": (XLSX, "multipart/form-data"),
    "POST /api/projects/import": (XLSX, "multipart/form-data"),
}
_RAW_ANSWERS: Mapping[str, str] = {
    "/photo": "image/jpeg",
    "/signature": "image/png",
    ".xlsx": XLSX,
    ".zip": "application/zip",
    ".svg": "image/svg+xml",
    ".ics": "text/calendar",
    ".py": "text/x-python",
    "/events": "text/event-stream",
    "/documents/{document_id}": "application/pdf",
}
"""By the end of a GET's path."""
_NOW_STORED: Json = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"id": {"type": "string", "format": "uuid"}, "state": {"type": "string", "enum": ["stored"]}},
        "required": ["id", "state"],
    },
}
_BLOB_STORED: Json = {
    "type": "object",
    "description": "The bytes are durable. `receipts` are signed, one for each photo that had announced these bytes.",
    "properties": {
        "sha256": {"type": "string"},
        "size": {"type": "integer"},
        "receipts": {"type": "array", "items": {"type": "string"}},
        "commitments": _NOW_STORED,
        "documents": _NOW_STORED,
    },
    "required": ["sha256", "size"],
}
_PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457. `code` is stable, `errors` holds codes by field path, `data` numbers for the screen.",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "data": {"type": "object"},
    },
    "required": ["title", "status", "code"],
}
_SCHEMES: Json = {
    "loginSession": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Set by a log-in."},
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": CSRF_HEADER,
        "description": "Needed by unsafe methods: `csrf` of /api/me; before log-in any value.",
    },
    "device": {
        "type": "http",
        "scheme": SCHEME.strip(),
        "description": "`<key id> <time token> <sha256 of the body> <signature>` by a phone's registered key.",
    },
}


def only_the_document(connection: ASGIConnection[BaseRouteHandler, object, object, State], _: BaseRouteHandler) -> None:
    """Guard of everything the framework puts under /schema.

    Raises:
        NotFound: anything but the document.
    """
    if connection.scope["path"] != DOCUMENT:
        raise NotFound


class Document(JsonRenderPlugin):
    """Renders the document once."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json")
        self._rendered: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: Json) -> bytes:
        if self._rendered is None:
            handlers = dict(_handlers(request))
            self._rendered = self.render_json(request, described(openapi_schema, handlers))
        return self._rendered


def openapi_config() -> OpenAPIConfig:
    """The document alone, drawn by nobody."""
    router = Router("/schema", route_handlers=[], include_in_schema=False, guards=[only_the_document])
    return OpenAPIConfig(title="Halfday", version="0.1.0", render_plugins=[Document()], openapi_router=router)


def described(found: Json, handlers: Mapping[str, HTTPRouteHandler]) -> Json:
    """What the framework found with our answers, security and raw bytes. `handlers` by `METHOD /path/{parameter}`."""
    paths = {
        path: {
            method: _operation(f"{method.upper()} {path}", operation, handlers[f"{method.upper()} {path}"].opt)
            for method, operation in operations.items()
        }
        for path, operations in found["paths"].items()
    }
    components = found["components"]
    return found | {
        "paths": paths,
        "components": components
        | {
            "schemas": components["schemas"] | {"Problem": _PROBLEM},
            "responses": {
                "Problem": {
                    "description": "Refused; nothing that was sent is lost.",
                    "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
            "securitySchemes": _SCHEMES,
        },
    }


def _handlers(request: Request[Any, Any, Any]) -> Iterator[tuple[str, HTTPRouteHandler]]:
    for route in request.app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    yield f"{method} {route.path_format}", handler


def _operation(route: str, operation: Json, opt: Mapping[str, object]) -> Json:
    method, path = route.split()
    refused = {"$ref": "#/components/responses/Problem"}
    answers = {status: answer for status, answer in operation["responses"].items() if status != "400"}
    if operation.get("parameters") or operation.get("requestBody") or route in _RAW_BODIES:
        answers["422"] = refused
    raw = next((kind for end, kind in _RAW_ANSWERS.items() if method == "GET" and path.endswith(end)), None)
    if raw is not None:
        answers["200"] = answers["200"] | {"content": {raw: {"schema": {"type": "string", "format": "binary"}}}}
    elif path == "/api/blobs/{digest}" and method == "PUT":
        answers["200"] = answers["200"] | {"content": {"application/json": {"schema": _BLOB_STORED}}}
    made = operation | {"responses": answers | {"default": refused}, "security": _security(method, path, opt)}
    if route in _RAW_BODIES:
        made["requestBody"] = {"required": True, "content": {kind: _sent(kind) for kind in _RAW_BODIES[route]}}
    return made


def _sent(kind: str) -> Json:
    binary = {"type": "string", "format": "binary"}
    if kind == "multipart/form-data":
        return {"schema": {"type": "object", "properties": {"file": binary}, "required": ["file"]}}
    return {"schema": binary}


def _security(method: str, path: str, opt: Mapping[str, object]) -> list[Json]:
    """What a request must show, as `authenticate` (identity) asks for it."""
    unsafe: Json = {"csrf": []} if method in _UNSAFE else {}
    if not path.startswith("/api/"):
        return []
    if BEFORE_LOGIN.items() <= opt.items():
        return [unsafe] if unsafe else []
    ways: list[Json] = [{"loginSession": []} | unsafe]
    return [*ways, {"device": []}] if DEVICE_SIGNED.items() <= opt.items() else ways
