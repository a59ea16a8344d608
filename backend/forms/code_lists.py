"""Code lists (catalogue 1): TOML data; a retired code stays readable on old records."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache

import msgspec

from backend.forms.words import Label, Language

_SPACE = re.compile(r"\s+")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """One code. `parent` is the code above it in a tree; `aliases` are other spellings an import may bring."""

    code: str
    label: Label
    parent: str | None = None
    order: int = 0
    active: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()

    def usable(self, today: date) -> bool:
        """Whether a new answer may take it; both days of its validity are included."""
        begun = self.valid_from is None or self.valid_from <= today
        ended = self.valid_to is not None and self.valid_to < today
        return self.active and begun and not ended


class CodeList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A list as its file gives it; `standard` names where the codes come from."""

    key: str
    title: Label
    source: str
    standard: str = ""
    entries: tuple[Entry, ...]


def plain_word(text: str) -> str:
    """What two spellings of one word have in common: width, case and spacing put aside."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


class Choices:
    """Entries ready for use: by code, by the words people write, in their order."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(sorted(entries, key=lambda entry: entry.order))
        self.by_code: Mapping[str, Entry] = {entry.code: entry for entry in self.entries}

    def label(self, code: str, language: Language) -> str:
        """The words of a code; the code itself if the list does not have it."""
        entry = self.by_code.get(code)
        return entry.label.text(language) if entry else code

    def cell_word(self, entry: Entry, language: Language) -> str:
        """What a cell or drop-down shows: the label, with the label above it where several entries share it."""
        label = entry.label.text(language)
        parent = self.by_code.get(entry.parent or "")
        if parent is None or len(self._codes_by_word.get(plain_word(label), ())) == 1:
            return label
        return f"{self.cell_word(parent, language)}/{label}"

    def codes_of(self, word: str) -> tuple[str, ...]:
        """The codes a written word may mean: a code, a label in either language, an alias or `above/label`."""
        word = word.strip()
        if word in self.by_code:
            return (word,)
        return self._codes_by_word.get(plain_word(word), ())

    def usable(self, today: date) -> list[Entry]:
        return [entry for entry in self.entries if entry.usable(today)]

    @cached_property
    def _codes_by_word(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.entries:
            for word in {plain_word(text) for text in self._spellings(entry)}:
                found[word] = (*found.get(word, ()), entry.code)
        return found

    def _spellings(self, entry: Entry) -> list[str]:
        labels = [entry.label.zh, entry.label.en]
        parent = self.by_code.get(entry.parent or "")
        paths = [f"{parent.label.zh}/{entry.label.zh}", f"{parent.label.en}/{entry.label.en}"] if parent else []
        return [*labels, *entry.aliases, *paths]


@lru_cache(maxsize=256)
def choices_of(entries: tuple[Entry, ...]) -> Choices:
    """The same entries give the same object, so its indexes are made once."""
    return Choices(entries)
