"""The definition of a form: what its TOML file may say (design §6)."""

from collections.abc import Iterator

import msgspec

from backend.forms.checks import AnyCheck
from backend.forms.kinds import AnyField, Files, RowField, Rows
from backend.forms.words import Label


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A group of fields, one card on the phone."""

    key: str
    title: Label


class ListColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A column of the list of documents.

    It shows `fields` (two dates make a period), or what the area supplies under the name `area`, such as a state. The
    label is the first field's where none is given.
    """

    fields: tuple[str, ...] = ()
    area: str | None = None
    label: Label | None = None

    def __post_init__(self) -> None:
        if bool(self.fields) == (self.area is not None):
            raise ValueError("a list column has either `fields` or `area`")
        if self.area is not None and self.label is None:
            raise ValueError("a column the area supplies needs a label")


class ImportColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A column of the xlsx template, after the 序号 every template begins with."""

    field: str
    label: Label | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A form as its file gives it. `summary` is a sentence with `{field}` places; `unique` are sets of field keys."""

    key: str
    version: int = 1
    title: Label
    group: str
    source: str
    sections: tuple[Section, ...] = ()
    fields: tuple[AnyField, ...]
    checks: tuple[AnyCheck, ...] = ()
    list_columns: tuple[ListColumn, ...] = ()
    import_columns: tuple[ImportColumn, ...] = ()
    summary: Label | None = None
    unique: tuple[tuple[str, ...], ...] = ()

    def field(self, key: str) -> AnyField | None:
        """The top-level field of this key."""
        return next((field for field in self.fields if field.key == key), None)

    def sub_tables(self) -> Iterator[Rows]:
        """The fields that are lists of rows."""
        return (field for field in self.fields if isinstance(field, Rows))

    def attachments(self) -> Iterator[tuple[str, Files]]:
        """Every field that holds files, with its path (`notice_file`, `experience.evidence`)."""
        return ((path, field) for path, field in self.walk() if isinstance(field, Files))

    def walk(self) -> Iterator[tuple[str, RowField | Rows]]:
        """Every field of the form and of its sub-tables, with its path."""
        for field in self.fields:
            yield field.key, field
            if isinstance(field, Rows):
                for inner in field.fields:
                    yield f"{field.key}.{inner.key}", inner
