"""What a reader of values does not tell about a worksheet: formulas, merged and failing cells, how far it reaches.

Also the guard of the reader's memory: it lays cells out as a full rectangle, so two cells in far corners would cost
billions. The extent is therefore known, and bounded, before the reader starts.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from backend.forms.sheet.guard import BadWorkbook, new_parser, parse

Place = tuple[int, int]
"""Row and column, counted from 1 as spreadsheets do."""

LARGEST_TEXT = 64_000_000
"""Characters in all cells. A shared text is kept once and named by many cells; the reader copies it into each."""

_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetFacts:
    """Of one worksheet. last_row, last_column: of cells that hold something."""

    last_row: int = 0
    last_column: int = 0
    formulas: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)


@dataclass(frozen=True)
class Limits:
    """How far a sheet may reach, and the lengths of the workbook's shared texts."""

    most_rows: int
    most_columns: int
    text_lengths: Sequence[int] = ()


@dataclass(frozen=True)
class BookFacts:
    """Of the workbook: its sheets' names and parts in order, and whether days count from 1904."""

    sheets: Mapping[str, str]
    date_1904: bool


def column_letters(column: int) -> str:
    """The letters of a column, 1 is A."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def book_facts(parts: Mapping[str, bytes]) -> BookFacts:
    """Read the workbook part and its relations.

    Raises:
        BadWorkbook: the archive holds no workbook.
    """
    if "xl/workbook.xml" not in parts:
        raise BadWorkbook("not_a_workbook")
    targets: dict[str, str] = {}
    for name, attributes in _elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>")):
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    sheets: dict[str, str] = {}
    date_1904 = False
    for name, attributes in _elements(parts["xl/workbook.xml"]):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets[attributes.get("name", "")] = targets.get(relation, "")
        elif name == "workbookPr":
            date_1904 = attributes.get("date1904", "0") in {"1", "true"}
    return BookFacts(sheets, date_1904)


def text_lengths(parts: Mapping[str, bytes]) -> list[int]:
    """The length of every shared text."""
    lengths: list[int] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(characters: str) -> None:
        if lengths:
            lengths[-1] += len(characters)

    parser = new_parser()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parse(parser, parts.get("xl/sharedStrings.xml", b"<none/>"))
    return lengths


def sheet_facts(part: bytes, limits: Limits) -> SheetFacts:
    """Look at every cell of a worksheet.

    Raises:
        BadWorkbook: cells beyond the limits, or addresses no spreadsheet writes.
    """
    scan = _Scan(limits.text_lengths)
    parser = new_parser()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.CharacterDataHandler = scan.text
    parse(parser, part)
    if scan.facts.last_column > limits.most_columns:
        raise BadWorkbook("wrong_columns", {"columns": [column_letters(scan.facts.last_column)]})
    if scan.facts.last_row > limits.most_rows:
        raise BadWorkbook("too_many_sheet_rows", {"row": scan.facts.last_row})
    return scan.facts


class _Scan:
    def __init__(self, text_lengths: Sequence[int]) -> None:
        self.facts = SheetFacts()
        self._text_lengths = text_lengths
        self._room = LARGEST_TEXT
        self._row = 0
        self._column = 0
        self._is_shared = False
        self._awaits_index = False
        self._columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "v" | "is":
                facts = self.facts
                facts.last_row = max(facts.last_row, self._row)
                facts.last_column = max(facts.last_column, self._column)
                self._awaits_index = self._is_shared
            case "c":
                self._cell(attributes)
            case "f":
                self.facts.formulas.add((self._row, self._column))
                self._awaits_index = False
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "mergeCell":
                start, _, end = attributes.get("ref", "").partition(":")
                self.facts.merged.append((self._place(start), self._place(end or start)))

    def text(self, characters: str) -> None:
        if not self._awaits_index:
            return
        self._awaits_index = False
        index = int(characters)
        if not 0 <= index < len(self._text_lengths):
            raise BadWorkbook("workbook_damaged")
        self._room -= self._text_lengths[index]
        if self._room < 0:
            raise BadWorkbook("workbook_too_large", {"limitBytes": LARGEST_TEXT})

    def _cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = self._place(attributes["r"])
        else:
            self._column += 1
        kind = attributes.get("t")
        self._is_shared = kind == "s"
        self._awaits_index = False
        if kind == "e":
            self.facts.errors.add((self._row, self._column))

    def _place(self, ref: str) -> Place:
        match = _REF.fullmatch(ref)
        if match is None:
            raise BadWorkbook("workbook_damaged")
        column = self._columns.get(match[1])
        if column is None:
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            self._columns[match[1]] = column
        return int(match[2]), column


def _elements(part: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parse(parser, part)
    return found
