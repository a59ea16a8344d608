"""Definitions: the form in force, and any definition a document was made under."""

import msgspec
from litestar import Response, get
from litestar.params import FromPath, FromQuery

from backend.flows.definition_store import stored_body
from backend.flows.in_force import Definitions
from backend.flows.schemas import FormShown
from backend.forms.schema import json_schema
from backend.forms.words import Language
from backend.kernel.errors import NotFound
from backend.kernel.http import ActorDep, RuntimeDep


@get("/api/forms/{key:str}")
async def get_form(
    key: FromPath[str], runtime: RuntimeDep, actor: ActorDep, lang: FromQuery[Language] = "zh"
) -> FormShown:
    """The effective definition of a form and the JSON Schema of its documents."""
    if actor.login_kind != "full":
        raise NotFound
    try:
        effective = runtime.find(Definitions).form(key)
    except KeyError as error:
        raise NotFound from error
    definition = msgspec.json.decode(effective.json, type=dict[str, object])
    return FormShown(digest=effective.digest, definition=definition, schema=json_schema(effective, lang))


@get("/api/definitions/{digest:str}")
async def get_definition(digest: FromPath[str], actor: ActorDep) -> Response[bytes]:
    """The form under which a document was made; it never changes."""
    if actor.login_kind != "full":
        raise NotFound
    body = await stored_body(digest, "form")
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(body.encode(), media_type="application/json", headers=headers)


FORM_ROUTES = (get_form, get_definition)
