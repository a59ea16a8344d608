"""Definitions, documents and filled workbooks for tests."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from backend.forms.context import Context, Found, KnownReferences, Reference
from backend.forms.definition import Form
from backend.forms.effective import Effective, make_effective
from backend.forms.kinds import Cell
from backend.forms.library import Library
from backend.forms.sheet.layout import DATA_SHEET, MARK, MARK_SHEET, layout_of
from backend.forms.source import Source, read_definition, read_folder

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "backend" / "supervision" / "forms"
LISTS = ROOT / "backend" / "forms" / "lists"
TODAY = date(2026, 11, 21)
HOSPITAL = "01890000-0000-7000-8000-000000000001"
NOTICE, SCHEDULE = "a" * 64, "b" * 64


def library() -> Library:
    """The definitions the repository ships."""
    return Library.load(read_folder(FORMS), read_folder(LISTS))


def filing() -> Effective:
    return library().effective("filing")


def form(fields: str, **settings: str) -> Effective:
    """A small form; `fields` is the TOML after its head, `settings` are TOML values of the head."""
    head = {"key": '"sample"', "title": '{ zh = "样表", en = "Sample" }', "group": '"test"', "source": '"test"'}
    text = "\n".join(f"{key} = {value}" for key, value in (head | settings).items()) + "\n" + fields
    return make_effective(read_definition(Source("sample.toml", text.encode()), Form), library().code_lists)


def field(key: str, kind: str, more: str = "") -> str:
    """One field of a form, required or not as `more` says."""
    return f'\n[[fields]]\nkey = "{key}"\nkind = "{kind}"\nlabel = {{ zh = "{key} 字段", en = "{key}" }}\n{more}\n'


def known() -> dict[Reference, Sequence[Found]]:
    """What the look-ups of the filing document answer."""
    pdf = "application/pdf"
    files = {Reference("file", sha): (Found(sha, size=2000, media_type=pdf),) for sha in (NOTICE, SCHEDULE)}
    hospital = (Found(HOSPITAL, "海淀医院"),)
    return {
        **files,
        Reference("organisation", HOSPITAL): hospital,
        Reference("organisation_name", "海淀医院"): hospital,
    }


def context(effective: Effective, found: Mapping[Reference, Sequence[Found]] | None = None) -> Context:
    return Context(TODAY, effective.lists, KnownReferences(known() if found is None else found))


def filing_document(**changes: object) -> dict[str, object]:
    """A filing without faults."""
    document: dict[str, object] = {
        "project_no": "2026-03-01-001",
        "project_name": "心血管疾病诊疗新进展学习班",
        "project_level": "municipal",
        "discipline": "0301",
        "organiser": HOSPITAL,
        "project_leader": "王芳",
        "leader_phone": "13800138000",
        "planned_start": "2026-12-01",
        "planned_end": "2026-12-02",
        "place": "北京市海淀区花园北路 49 号 3 层报告厅",
        "expected_people": 120,
        "credits": "5.5",
        "notice_file": [{"sha256": NOTICE, "name": "通知.pdf", "size": 2000}],
        "schedule_file": [{"sha256": SCHEDULE, "name": "日程.pdf", "size": 2000}],
        "speakers": [speaker("r1"), speaker("r2", name="赵强", half="pm")],
    }
    return document | changes


def speaker(row: str, **changes: object) -> dict[str, object]:
    person = {"name": "李明", "unit": "海淀医院", "title": "主任医师"}
    return {"id": row, **person, "topic": "心衰", "date": "2026-12-01", "half": "am", **changes}


def filing_cells(number: int = 1, **changes: Cell) -> list[Cell]:
    """A row of the filing template without faults; `changes` by field key."""
    cells: dict[str, Cell] = {
        "project_no": f"2026-03-01-{number:05d}",
        "project_name": "心血管疾病诊疗新进展学习班",
        "project_level": "市级继续医学教育项目",
        "discipline": "心血管病学",
        "organiser": "海淀医院",
        "project_leader": "王芳",
        "leader_phone": "13800138000",
        "planned_start": date(2026, 12, 1),
        "planned_end": date(2026, 12, 2),
        "place": "北京市海淀区花园北路 49 号",
        "credits": 5.5,
    }
    return [number, *(cells | changes).values()]


def workbook(
    effective: Effective,
    rows: Iterable[Sequence[Cell]],
    *,
    headers: Sequence[str] | None = None,
    mark: Sequence[str] | None = None,
    options: Mapping[str, object] | None = None,
) -> bytes:
    """A template of the form, filled; headers and hidden mark may be falsified."""
    layout = layout_of(effective)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, **(options or {})}) as book:
        data, hidden = book.add_worksheet(DATA_SHEET.zh), book.add_worksheet(MARK_SHEET)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        data.write_row(0, 0, layout.headers("zh") if headers is None else headers)
        hidden.write_column(0, 0, (MARK, layout.form, layout.digest, effective.digest, "zh") if mark is None else mark)
        for number, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    data.write_datetime(number, at, cell, day)
                elif cell is not None:
                    data.write(number, at, cell)
    return buffer.getvalue()
