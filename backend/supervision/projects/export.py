"""The supervision situation of a chosen range as xlsx (catalogue 11.6 导出, 13.11)."""

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from backend.audit.work import unit_of_work
from backend.forms.sheet.export import ExportColumn, ExportSheet, export_book
from backend.identity.schemas import ServerKey
from backend.identity.server_keys import server_keys
from backend.kernel.actor import Actor
from backend.kernel.clock import local_datetime
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.supervision.events import ProjectsExported
from backend.supervision.permissions import AUTHORITY, projects_seen
from backend.supervision.projects.queries import as_published, percent, projects_with_progress
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
    ExportColumn("报备时间", 20),
    ExportColumn("报备状态", 10),
    ExportColumn("半天总数", 10),
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
KEY_COLUMNS = (
    ExportColumn("用途", 24),
    ExportColumn("密钥指纹（SHA-256）", 70),
    ExportColumn("启用时间", 20),
    ExportColumn("停用时间", 20),
    ExportColumn("编号", 16),
)
KEY_PURPOSES = {"signing": "签名：证据包和签收凭据", "sealing": "封存：操作记录"}
RATINGS = {"qualified": "合格", "basically_qualified": "基本合格", "unqualified": "不合格", None: "未评分"}


async def export_projects(runtime: Runtime, actor: Actor, *, first: str, last: str) -> bytes:
    """Projects that meet in a range of days (both included), of the actor's organisations and below.

    A last sheet tells the fingerprints that evidence bundles and receipts are checked against, and the newest stands
    at the foot of each page (design §4, Bundle). That it was given is on record before it leaves.
    """
    seen = await projects_seen(actor)
    now, judges = runtime.now(), actor.has(AUTHORITY)
    rows: list[Row] = []
    if seen is not None:
        meeting = seen & (Project.planned_start <= last) & (Project.planned_end >= first)
        rows = await projects_with_progress(meeting, "planned_start, no", now)
        rows = rows if judges else await as_published(rows)
    zone = runtime.zone
    sheets = (
        ExportSheet("督查情况", COLUMNS, _cells(rows, zone, judges=judges)),
        ExportSheet("核对指纹", KEY_COLUMNS, list(_key_cells(server_keys(runtime), zone))),
    )
    foot = f"导出于 {_time(now, zone)} 签名密钥指纹 {runtime.keys.current('signing').fingerprint()}"
    raw = await asyncio.to_thread(export_book, sheets, foot=foot)
    async with unit_of_work(runtime, actor) as work:
        work.record(
            ProjectsExported(subject_id=new_id(), from_day=first, until_day=last, projects=len(rows), size=len(raw))
        )
    return raw


def _cells(rows: list[Row], zone: ZoneInfo, *, judges: bool) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows, start=1):
        total, complete = row["slots_total"], row["slots_complete"]
        yield [
            number,
            row["no"],
            row["name"],
            row["organiser_name"],
            date.fromisoformat(row["planned_start"]),
            date.fromisoformat(row["planned_end"]),
            _time(row["filed_at"], zone),
            FILING[row["filing"]],
            total,
            complete + row["missing"],
            complete,
            percent(row["venue_done"], total),
            percent(row["board_done"], total),
            percent(row["room_done"], total),
            percent(row["lecturers_done"], row["lecturers_total"]),
            _time(row["first_at"], zone),
            _time(row["latest_at"], zone),
            RATINGS[row["rating"]] if judges or row["published"] else None,
            "已公布" if row["published"] else "未公布",
        ]


def _key_cells(keys: list[ServerKey], zone: ZoneInfo) -> Iterator[list[Cell]]:
    for key in keys:
        valid = [_time(key.valid_from, zone), _time(key.valid_until, zone) or "至今"]
        yield [KEY_PURPOSES[key.purpose], key.fingerprint, *valid, key.kid]


def _time(at: int | None, zone: ZoneInfo) -> str | None:
    return f"{local_datetime(at, zone):%Y-%m-%d %H:%M:%S}" if at is not None else None
