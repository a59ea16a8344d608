"""Words in both languages of the interface."""

from typing import Literal

import msgspec

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text, Chinese first."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en
