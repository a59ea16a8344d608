"""The table that `halfday permissions` prints is what the server does: route × role × relation (design §9).

A new route needs one line in backend/operations/permissions.txt; its body is made from its type.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from backend.operations.permissions import Table, read_table, write_line
from tests.builders.asking import Asked
from tests.builders.cast import WHO, Cast
from tests.builders.house import House
from tests.builders.least_body import least_body

LAST = ("POST /api/projects/{project_id}/supervisor/code", "POST /api/logout")
"""What ends log-ins."""
QUERIES = {
    "GET /api/captures/{capture_id}/photo": "variant=thumb",
    "GET /api/memberships": "organisation={organisation_id}",
    "GET /api/projects/export.xlsx": "from=2026-11-20&to=2026-11-21",
    "GET /api/supervision/tickets": "keyId=x",
}
BODIES = {
    "POST /api/memberships/{membership_id}/end": b'{"until": "2000-01-01"}',
    "POST /api/projects/{project_id}/supervisor": (
        b'{"requestId": "0199f6a0-0000-7000-8000-0000000000aa", "name": "x", "phone": "x"}'
    ),
    "POST /api/holds": b'{"held": "person", "subjectId": "0199f6a0-0000-7000-8000-0000000000aa", "reason": " "}',
}
"""Where the least body would be carried out and change who stands in which relation, or names what nobody knows."""
INSTEAD = (
    ("/documents", "project_id", "filed_project_id"),
    ("/filing", "project_id", "filed_project_id"),
    ("/changes", "project_id", "filed_project_id"),
    ("/definitions/", "digest", "definition"),
    ("/people/", "key_id", "colleague_key_id"),
)
"""Paths by a part of theirs, for which a name means another of the cast's things."""
REFUSED = {401: "401", 403: "403", 404: "404"}


def api_routes(house: House) -> Iterator[tuple[str, HTTPRouteHandler]]:
    """Every method and path of the API, and what answers it; the demo's are for this machine, whoever asks."""
    for route in house.app.routes:
        if isinstance(route, HTTPRoute) and route.path.startswith("/api/") and not route.path.startswith("/api/demo/"):
            for handler in route.route_handlers:
                for method in handler.http_methods - {"OPTIONS"}:
                    yield f"{method} {route.path_format}", handler


def asked(route: str, handler: HTTPRouteHandler, things: dict[str, str]) -> Asked:
    """A request for the cast's things, with the least body that the route can read."""
    method, path = route.split()
    for part, name, stands in INSTEAD:
        things = things | ({name: things[stands]} if part in path else {})
    for name in [part[1:-1] for part in path.split("/") if part.startswith("{")]:
        path = path.replace(f"{{{name}}}", things.get(name) or str(uuid4()))
    if route in QUERIES:
        path = f"{path}?{QUERIES[route].format(**things)}"
    data = handler.parsed_fn_signature.parameters.get("data")
    body = BODIES.get(route) or (least_body(data.annotation, things) if data else b"")
    return Asked(method, path, body)


async def answers(house: House) -> Table:
    """What everybody is answered on every route: `ok` for whatever is no refusal of the person."""
    cast = await Cast.gather(house)
    routes = sorted(api_routes(house), key=lambda entry: (entry[0] in LAST and LAST.index(entry[0]) + 1, entry[0]))
    found: Table = {}
    for route, handler in routes:
        row = found[route] = {}
        for who in WHO:
            status = await asked(route, handler, await cast.things_for(route)).status(house.app, cast.browsers[who])
            assert status < 500, (route, who)
            row[who] = REFUSED.get(status, "ok")
    return found


@pytest.mark.slow
async def test_the_printed_table_is_what_the_server_does(house: House) -> None:
    printed = read_table()
    found = await answers(house)
    missing = [write_line(route, row) for route, row in found.items() if route not in printed]
    assert missing == [], "routes without a line; what the server does now, to be read before it is taken over"
    assert sorted(set(printed) - set(found)) == [], "lines without a route"
    assert {route: row for route, row in found.items() if row != printed[route]} == {}


def test_every_route_has_a_line_and_every_line_a_route(house: House) -> None:
    """Known at once; what the lines say takes the whole cast and some seconds."""
    assert set(read_table()) == {route for route, _ in api_routes(house)}


@pytest.mark.usefixtures("house")
def test_the_columns_are_the_cast() -> None:
    for route, row in read_table().items():
        assert tuple(row) == WHO, route
