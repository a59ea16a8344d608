"""Opens uploaded workbooks without trusting them: bounded unpacking, no document type, no entities, UTF-8 only.

The reader never sees the upload. It is given a new archive made of the parts that passed, stored uncompressed, so two
unpackers cannot disagree about what is inside.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from xml.parsers import expat

from backend.forms.codes import SheetCode

LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 64_000_000
MOST_PARTS = 300

_KEPT = (".xml", ".rels")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_ZIP_ENCRYPTED = 0x1


class BadWorkbook(Exception):
    """A workbook that is not read. `data` holds what helps to mend it (columns, limits)."""

    def __init__(self, code: SheetCode, data: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.data = dict(data or {})


def unpack(raw: bytes) -> dict[str, bytes]:
    """The XML parts of an xlsx file by name; pictures, macros and all else are left unread.

    Raises:
        BadWorkbook: not an archive, damaged, too large once unpacked, or built to mislead.
    """
    if len(raw) > LARGEST_FILE:
        raise BadWorkbook("workbook_too_large", {"limitBytes": LARGEST_FILE})
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except _BROKEN as error:
        raise BadWorkbook("not_a_workbook") from error
    with archive:
        return _read_parts(archive)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A plain archive of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def new_parser() -> expat.XMLParserType:
    """A parser that refuses what workbooks have no need of and attacks live on."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.XmlDeclHandler = _utf8_only
    return parser


def parse(parser: expat.XMLParserType, part: bytes) -> None:
    """Run a parser over a part.

    Raises:
        BadWorkbook: not well-formed, or unsafe.
    """
    if b"\0" in part:
        # UTF-16 under any guise; the reader and this check would see two different texts.
        raise BadWorkbook("workbook_unsafe")
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise BadWorkbook("workbook_damaged") from error


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    names = [entry.filename.casefold() for entry in entries]
    if len(entries) > MOST_PARTS or len(set(names)) < len(names):
        raise BadWorkbook("workbook_unsafe")
    parts: dict[str, bytes] = {}
    room = LARGEST_UNPACKED
    for entry in entries:
        if not entry.filename.endswith(_KEPT):
            continue
        if entry.flag_bits & _ZIP_ENCRYPTED or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise BadWorkbook("workbook_unsafe")
        part = _read_part(archive, entry, room)
        room -= len(part)
        parse(new_parser(), part)
        parts[entry.filename] = part
    return parts


def _read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    # The declared size is the sender's word; only counting what comes out is safe.
    try:
        with archive.open(entry) as stream:
            part = stream.read(room + 1)
    except _BROKEN as error:
        raise BadWorkbook("workbook_damaged") from error
    if len(part) > room:
        raise BadWorkbook("workbook_too_large", {"limitBytes": LARGEST_UNPACKED})
    return part


def _refuse(*_: object) -> int:
    raise BadWorkbook("workbook_unsafe")


def _utf8_only(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.casefold() not in {"utf-8", "utf8", "us-ascii"}:
        raise BadWorkbook("workbook_unsafe")
