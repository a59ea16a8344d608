"""One or several codes of a list, and yes or no. Documents hold codes, cells hold words."""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

import re
from collections.abc import Iterable, Mapping

from backend.forms.code_lists import Choices, Entry, choices_of, plain_word
from backend.forms.codes import FieldCode
from backend.forms.context import Context, Lists
from backend.forms.kinds.base import Cell, CellFault, Fault, Field, Schema
from backend.forms.kinds.text import guard_cell_text, text_of_cell
from backend.forms.words import LANGUAGES, Label, Language

YES_NO: Mapping[bool, Label] = {True: Label(zh="是", en="Yes"), False: Label(zh="否", en="No")}

_BETWEEN = re.compile(r"[、,，;；\n]")
_BETWEEN_WORDS: Mapping[Language, str] = {"zh": "、", "en": ", "}


class _FromList(Field, frozen=True):
    """`code_list` names a code list; `choices` gives a few entries in place. A definition has exactly one of them."""

    code_list: str | None = None
    choices: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        if (self.code_list is None) == (not self.choices):
            raise ValueError("give either `code_list` or `choices`")

    def entries(self, lists: Lists) -> Choices:
        return choices_of(self.choices) if self.code_list is None else lists.choices(self.code_list)

    def _code_fault(self, code: object, context: Context) -> FieldCode | None:
        if not isinstance(code, str):
            return "bad_type"
        entry = self.entries(context.lists).by_code.get(code)
        if entry is None:
            return "unknown_choice"
        return None if entry.usable(context.today) else "retired_choice"

    def _code_of(self, word: str, context: Context) -> str | CellFault:
        codes = self.entries(context.lists).codes_of(word)
        if len(codes) == 1:
            return codes[0]
        return CellFault("ambiguous_choice" if codes else "unknown_choice")

    def _word(self, code: object, context: Context) -> str:
        choices = self.entries(context.lists)
        entry = choices.by_code.get(str(code))
        return choices.cell_word(entry, context.language) if entry else str(code)

    def _codes(self, lists: Lists) -> list[str]:
        return [entry.code for entry in self.entries(lists).entries if entry.active]


class Choice(_FromList, frozen=True, tag="choice"):
    """One code."""

    def normalise(self, value: object) -> object:
        return value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        fault = self._code_fault(value, context)
        return (("", fault),) if fault else ()

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "enum": self._codes(lists)}

    def to_cell(self, value: object, context: Context) -> Cell:
        return guard_cell_text(self._word(value, context))

    def from_cell(self, cell: Cell, context: Context) -> object:
        word = text_of_cell(cell)
        return word if isinstance(word, CellFault) else self._code_of(word, context)

    def show(self, value: object, context: Context, language: Language) -> str:
        return self.entries(context.lists).label(str(value), language)


class MultiChoice(_FromList, frozen=True, tag="multi_choice"):
    """Several codes."""

    min_choices: int = 0
    max_choices: int = 50

    def normalise(self, value: object) -> object:
        return list(value) if isinstance(value, list | tuple) else value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, list):
            yield "", "bad_type"
            return
        for place, code in enumerate(value):
            if fault := self._code_fault(code, context):
                yield str(place), fault
        if len({str(code) for code in value}) < len(value):
            yield "", "duplicate_choice"
        if len(value) < self.min_choices:
            yield "", "too_few_choices"
        if len(value) > self.max_choices:
            yield "", "too_many_choices"

    def schema(self, lists: Lists) -> Schema:
        return {
            "type": "array",
            "items": {"type": "string", "enum": self._codes(lists)},
            "uniqueItems": True,
            "minItems": max(1, self.min_choices),
            "maxItems": self.max_choices,
        }

    def to_cell(self, value: object, context: Context) -> Cell:
        return guard_cell_text("、".join(self._word(code, context) for code in _as_list(value)))

    def from_cell(self, cell: Cell, context: Context) -> object:
        text = text_of_cell(cell)
        if isinstance(text, CellFault):
            return text
        codes: list[str] = []
        for word in filter(None, (part.strip() for part in _BETWEEN.split(text))):
            code = self._code_of(word, context)
            if isinstance(code, CellFault):
                return code
            codes.append(code)
        return codes

    def show(self, value: object, context: Context, language: Language) -> str:
        choices = self.entries(context.lists)
        return _BETWEEN_WORDS[language].join(choices.label(str(code), language) for code in _as_list(value))


class Boolean(Field, frozen=True, tag="boolean"):
    """Yes or no (CL-YESNO). An unanswered question is absent, which is not the same as no."""

    def normalise(self, value: object) -> object:
        return value

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        return () if isinstance(value, bool) else (("", "bad_type"),)

    def schema(self, lists: Lists) -> Schema:
        return {"type": "boolean"}

    def to_cell(self, value: object, context: Context) -> Cell:
        return YES_NO[value is True].text(context.language)

    def from_cell(self, cell: Cell, context: Context) -> object:
        if isinstance(cell, bool):
            return cell
        text = text_of_cell(cell)
        answer = None if isinstance(text, CellFault) else _ANSWERS.get(plain_word(text))
        return CellFault("not_yes_or_no") if answer is None else answer

    def show(self, value: object, context: Context, language: Language) -> str:
        return YES_NO[value is True].text(language)


_ANSWERS: Mapping[str, bool] = {
    **{plain_word(label.text(language)): answer for answer, label in YES_NO.items() for language in LANGUAGES},
    "1": True,
    "0": False,
}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
