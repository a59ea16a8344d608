"""The project list as an authority asks for it: every filter, order and page, beside the same with 100 projects."""

import time

import httpx

from backend.identity.login_sessions import COOKIE
from tests.bench.figures import Figure, median, percentile
from tests.bench.stage import Stage

ROUNDS = 7
LEAST_MS = 30.0
TIMES = 3
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"q": "超声"},
    {"q": "2026-0001"},
    *({"state": state} for state in ("running", "look", "complete", "missing")),
    {"filing": "approved"},
    *({"rating": rating} for rating in ("unrated", "qualified")),
    {"published": "true"},
    {"from": "2025-01-01", "to": "2026-06-30"},
)
SORTS = ("start", "no", "filed", "first", "latest", "look", "complete")


async def list_times(stage: Stage, *, quick: bool) -> list[float]:
    """Milliseconds of each kind of request, the worst kinds included: full pages of 50, and the last page of all."""
    headers = {"Cookie": f"{COOKIE}={stage.seeded.authority.token}"}
    async with httpx.AsyncClient(base_url=stage.server.origin, headers=headers, timeout=30) as client:
        asked = [*FILTERS, *({"sort": sign + sort} for sort in SORTS for sign in ("", "-"))]
        asked.append({"cursor": await _last_cursor(client)})
        times = []
        for _ in range(2 if quick else ROUNDS):
            for query in asked:
                began = time.perf_counter()
                answer = await client.get("/api/projects", params={"limit": "50", **query})
                times.append((time.perf_counter() - began) * 1000)
                answer.raise_for_status()
    return times


def list_figure(engine: str, many: list[float], few: list[float]) -> Figure:
    """p95 with very many projects, and what it may be."""
    own, small = percentile(many, 0.95), percentile(few, 0.95)
    goal = max(TIMES * small, LEAST_MS)
    notes = {"median ms": median(many), "worst ms": max(many), "requests": float(len(many))}
    return Figure(f"project list, 10,000 projects, p95, {engine}", own, "ms", goal, "most", small, notes)


async def _last_cursor(client: httpx.AsyncClient) -> str:
    """The cursor of the last page, by walking there in the widest steps."""
    cursor = ""
    while True:
        page = await client.get("/api/projects", params={"limit": "200"} | ({"cursor": cursor} if cursor else {}))
        following = page.json()["next"]
        if following is None:
            return cursor
        cursor = following
