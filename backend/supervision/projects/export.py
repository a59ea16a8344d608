"""The supervision situation of a chosen range as xlsx (catalogue 11.6 导出, 13.11)."""

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from backend.forms.sheet.export import ExportColumn, export_sheet
from backend.kernel.actor import Actor
from backend.kernel.clock import local_datetime
from backend.kernel.runtime import Runtime
from backend.supervision.permissions import projects_seen
from backend.supervision.projects.queries import percent
from backend.supervision.tables import Project

Row = dict[str, Any]
Cell = str | int | date | None
COLUMNS = (
    ExportColumn("序号", 6),
    ExportColumn("项目编号", 18),
    ExportColumn("项目名称", 40),
    ExportColumn("主办单位", 28),
    ExportColumn("举办开始日期", 14),
    ExportColumn("举办结束日期", 14),
    ExportColumn("报备状态", 10),
    ExportColumn("应反馈半天", 10),
    ExportColumn("已反馈半天", 10),
    ExportColumn("举办地点 %", 10),
    ExportColumn("现场日程背板 %", 14),
    ExportColumn("现场照片 %", 10),
    ExportColumn("主讲人讲课照片 %", 16),
    ExportColumn("第一次反馈时间", 20),
    ExportColumn("最新一次反馈时间", 20),
    ExportColumn("督查评分", 10),
    ExportColumn("公布状态", 10),
)
FILING = {
    "not_filed": "未报备",
    "in_review": "待审核",
    "approved": "已通过",
    "rejected": "未通过",
    "returned": "已退回",
}
RATINGS = {"qualified": "合格", "basically_qualified": "基本合格", "unqualified": "不合格", None: "未评分"}


async def export_projects(runtime: Runtime, actor: Actor, *, first: str, last: str) -> bytes:
    """Projects that meet in a range of days (both included), of the actor's organisations and below."""
    seen = await projects_seen(actor)
    rows: list[Row] = []
    if seen is not None:
        rows = (
            await Project.select()
            .where(seen, Project.planned_start <= last, Project.planned_end >= first)
            .order_by(Project.planned_start)
            .order_by(Project.no)
        )
    return await asyncio.to_thread(export_sheet, "督查情况", COLUMNS, _cells(rows, runtime.zone))


def _cells(rows: list[Row], zone: ZoneInfo) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows, start=1):
        total = row["slots_total"]
        yield [
            number,
            row["no"],
            row["name"],
            row["organiser_name"],
            date.fromisoformat(row["planned_start"]),
            date.fromisoformat(row["planned_end"]),
            FILING[row["filing"]],
            total,
            row["slots_complete"],
            percent(row["venue_done"], total),
            percent(row["board_done"], total),
            percent(row["room_done"], total),
            percent(row["lecturers_done"], row["lecturers_total"]),
            _time(row["first_at"], zone),
            _time(row["latest_at"], zone),
            RATINGS[row["rating"]],
            "已公布" if row["published"] else "未公布",
        ]


def _time(at: int | None, zone: ZoneInfo) -> str | None:
    return f"{local_datetime(at, zone):%Y-%m-%d %H:%M:%S}" if at is not None else None
