"""The OpenAPI document (design §10) is well formed and says what the server does."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.builders.house import House

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
PROBLEM = {"$ref": "#/components/responses/Problem"}
Json = dict[str, Any]


@pytest.fixture
async def document(house: House) -> Json:
    answer = await house.browser().get("/schema/openapi.json")
    assert answer.status_code == httpx.codes.OK
    found: Json = answer.json()
    return found


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert method in METHODS, (path, method)
            yield f"{method.upper()} {path}", operation


def references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def test_it_is_whole(document: Json) -> None:
    assert re.fullmatch(r"3\.1\.\d+", document["openapi"])
    assert document["info"]["title"] == "Halfday"
    assert document["info"]["version"]
    for reference in references(document):
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part.replace("~1", "/").replace("~0", "~")]
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_operation_names_its_parameters_bodies_and_answers(document: Json) -> None:
    for route, operation in operations(document):
        given = operation.get("parameters", [])
        assert len({(one["in"], one["name"]) for one in given}) == len(given), route
        in_path = {one["name"] for one in given if one["in"] == "path" and one["required"]}
        assert in_path == set(re.findall(r"\{(\w+)\}", route)), route
        assert all("schema" in one for one in given), route
        for status, answer in operation["responses"].items():
            assert re.fullmatch(r"[1-5]\d\d|default", status), route
            assert "$ref" in answer or answer["description"], (route, status)
        for body in [operation["requestBody"]] if "requestBody" in operation else []:
            assert all("schema" in content for content in body["content"].values()), route


def test_refusals_are_problems_and_nothing_else(document: Json) -> None:
    shape = document["components"]["responses"]["Problem"]["content"]
    assert list(shape) == ["application/problem+json"]
    for route, operation in operations(document):
        refusals = {status: answer for status, answer in operation["responses"].items() if status[0] in "45d"}
        assert refusals.pop("default") == PROBLEM, route
        assert refusals in ({}, {"422": PROBLEM}), route
        if operation.get("parameters") or "requestBody" in operation:
            assert operation["responses"]["422"] == PROBLEM, route


async def test_a_refusal_has_the_shape_that_is_described(house: House, document: Json) -> None:
    answer = await house.browser().post("/api/login/captcha", json={"purpose": "nothing"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    described = document["components"]["schemas"]["Problem"]
    assert set(described["required"]) <= set(answer.json()) <= set(described["properties"])


def test_it_says_who_may_ask(document: Json) -> None:
    schemes = document["components"]["securitySchemes"]
    asked = {route: operation["security"] for route, operation in operations(document)}
    for route, ways in asked.items():
        assert {name for way in ways for name in way} <= set(schemes), route
        if route.split()[1].startswith("/api/") and not route.split()[1].startswith(("/api/login", "/api/demo")):
            assert "loginSession" in ways[0], route
    assert asked["GET /api/me"] == [{"loginSession": []}]
    assert asked["POST /api/logout"] == [{"loginSession": [], "csrf": []}]
    assert asked["POST /api/login"] == [{"csrf": []}]
    assert asked["PUT /api/blobs/{digest}"] == [{"loginSession": [], "csrf": []}, {"device": []}]
    assert asked["GET /health/live"] == []


def test_raw_bytes_are_called_so(document: Json) -> None:
    found = dict(operations(document))
    put = found["PUT /api/blobs/{digest}"]
    assert put["requestBody"]["content"] == {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    }
    answer = put["responses"]["200"]["content"]["application/json"]["schema"]
    assert set(answer["properties"]) == {"sha256", "size", "receipts", "commitments", "documents"}
    for route, operation in found.items():
        method, path = route.split()
        if method == "POST" and path.endswith("/import"):
            assert "requestBody" in operation, route
        if method == "GET" and re.search(r"/photo$|\.\w+$", path) and not path.endswith(".json"):
            assert "application/json" not in operation["responses"]["200"]["content"], route
