"""Attachments (catalogue 0.3 V-FILE). A document names its files; the bytes are stored by digest elsewhere."""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

from collections.abc import Iterable, Mapping
from typing import ClassVar

from backend.forms.codes import FieldCode
from backend.forms.context import Context, Lists, Reference
from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Schema
from backend.forms.words import Language
from backend.kernel.encoding import is_digest

MEGABYTE = 1_000_000
LONGEST_NAME = 200
MEMBERS = frozenset({"sha256", "name", "size"})
MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Files(Field, frozen=True, tag="files"):
    """A list of `{sha256, name, size}`; `size` in bytes.

    Whether a file is what its name says is judged by its content: the look-up of its digest tells the media type.
    """

    importable: ClassVar[bool] = False

    extensions: tuple[str, ...] = ("pdf", "jpg", "jpeg", "png")
    max_mb: int = 10
    min_files: int = 0
    max_files: int = 10

    def __post_init__(self) -> None:
        unknown = [extension for extension in self.extensions if extension not in MEDIA_TYPES]
        if unknown or not self.extensions:
            raise ValueError(f"extensions must be some of {', '.join(MEDIA_TYPES)}")

    def references(self, value: object) -> Iterable[Reference]:
        files = value if isinstance(value, list) else []
        digests = (file.get("sha256") for file in files if isinstance(file, dict))
        return tuple(Reference("file", digest) for digest in digests if isinstance(digest, str) and is_digest(digest))

    def normalise(self, value: object) -> object:
        return value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, list):
            yield "", "bad_type"
            return
        for place, file in enumerate(value):
            if code := self._file_fault(file, context):
                yield str(place), code
        if len({str(file) for file in value}) < len(value):
            yield "", "duplicate_file"
        if len(value) < self.min_files:
            yield "", "too_few_files"
        if len(value) > self.max_files:
            yield "", "too_many_files"

    def _file_fault(self, file: object, context: Context) -> FieldCode | None:
        if not isinstance(file, dict) or set(file) != MEMBERS:
            return "bad_type"
        digest, name, size = file["sha256"], file["name"], file["size"]
        if not isinstance(digest, str) or not is_digest(digest):
            return "bad_digest"
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or any(c in name for c in "/\\\0"):
            return "bad_file_name"
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            return "bad_type"
        return self._stored_fault(digest, name, size, context)

    def _stored_fault(self, digest: str, name: str, size: int, context: Context) -> FieldCode | None:
        extension = name.rpartition(".")[2].lower()
        if extension not in self.extensions:
            return "file_kind"
        found = context.lookups.find(Reference("file", digest))
        if not found or (found[0].size is not None and found[0].size != size):
            return "file_missing"
        if found[0].media_type not in {None, MEDIA_TYPES[extension]}:
            return "file_kind"
        return "file_too_large" if size > self.max_mb * MEGABYTE else None

    def schema(self, lists: Lists) -> Schema:
        file: Schema = {
            "type": "object",
            "properties": {
                "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
                "size": {"type": "integer", "minimum": 0, "maximum": self.max_mb * MEGABYTE},
            },
            "required": ["sha256", "name", "size"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": file, "minItems": max(1, self.min_files), "maxItems": self.max_files}

    def to_cell(self, value: object, context: Context) -> Cell:
        return self.show(value, context, context.language)

    def from_cell(self, cell: Cell, context: Context) -> object:
        return CellFault("bad_type")

    def show(self, value: object, context: Context, language: Language) -> str:
        files = value if isinstance(value, list) else []
        return "、".join(str(file.get("name", "")) for file in files if isinstance(file, dict))
