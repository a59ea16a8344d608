"""Half-days as a calendar file, for the lead's phone and for the unit (design §10)."""

from urllib.parse import urlsplit
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from backend.kernel.http import ActorDep, RuntimeDep
from backend.kernel.runtime import Runtime
from backend.supervision.onsite.calendar_rules import HalfDay, Language, calendar_of
from backend.supervision.onsite.routes import LEAD, LeadDep
from backend.supervision.permissions import ONSITE_LEAD, see_project
from backend.supervision.tables import Assignment, Slot


@get("/api/supervision/calendar.ics", dependencies=LEAD)
async def get_own_calendar(lead: LeadDep, runtime: RuntimeDep, lang: FromQuery[Language] = "zh") -> Response[bytes]:
    """Every half-day of the lead's projects."""
    rows = await Assignment.select(Assignment.project_id).where(Assignment.id.is_in(sorted(lead.things(ONSITE_LEAD))))
    return await _calendar(runtime, [row["project_id"] for row in rows], lang)


@get("/api/projects/{project_id:uuid}/calendar.ics")
async def get_project_calendar(
    project_id: FromPath[UUID], actor: ActorDep, runtime: RuntimeDep, lang: FromQuery[Language] = "zh"
) -> Response[bytes]:
    """Every half-day of a project."""
    await see_project(actor, project_id)
    return await _calendar(runtime, [project_id], lang)


async def _calendar(runtime: Runtime, projects: list[UUID], language: Language) -> Response[bytes]:
    raw = calendar_of(
        await _half_days(projects),
        host=urlsplit(runtime.origin).hostname or "halfday",
        url=f"{runtime.origin}/onsite",
        now=runtime.now(),
        language=language,
    )
    headers = {"Content-Disposition": 'attachment; filename="halfday.ics"', "Cache-Control": "no-store"}
    return Response(raw, media_type="text/calendar", headers=headers)


async def _half_days(projects: list[UUID]) -> list[HalfDay]:
    project = Slot.project_id._
    rows = (
        await Slot.select(
            Slot.id, Slot.version, Slot.active, Slot.half, Slot.opens_at, Slot.closes_at,
            project.no.as_alias("no"), project.name.as_alias("name"), project.organiser_name.as_alias("organiser"),
            project.place.as_alias("place"), project.filing.as_alias("filing"),
        )
        .where(Slot.project_id.is_in(projects))
        .order_by(Slot.opens_at)
        .order_by(Slot.id)
    )  # fmt: skip
    return [
        HalfDay(
            slot_id=str(row["id"]),
            version=row["version"],
            active=row["active"] and row["filing"] == "approved",
            half=row["half"],
            opens_at=row["opens_at"],
            closes_at=row["closes_at"],
            project_no=row["no"],
            project_name=row["name"],
            organiser=row["organiser"],
            place=row["place"],
        )
        for row in rows
    ]


CALENDAR_ROUTES = (get_own_calendar, get_project_calendar)
