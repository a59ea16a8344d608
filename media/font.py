"""The one typeface of stamps and documents: Noto Sans CJK, from a pinned package, with rare characters of names."""

from importlib.resources import files
from pathlib import Path

from PIL import ImageFont, features

FONT_PACKAGE = "cvttf_NotoSansCJK_Regular"
FONT_FILE = "NotoSansCJKtc-Regular.otf"
MAINLAND = "zh-Hans"
"""The file's own letter forms are Taiwan's; the text layout engine picks the mainland's if told the language."""


def font_path() -> Path:
    """The font file.

    Raises:
        ModuleNotFoundError: the font package is not installed.
    """
    return Path(str(files(FONT_PACKAGE) / FONT_FILE))


class Typeface:
    """The font at one size in pixels. Loading takes half a millisecond; not shared between threads."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.font = ImageFont.truetype(font_path(), size)
        self.language = MAINLAND if features.check_feature("raqm") else None

    def width(self, text: str) -> float:
        """Pixels a line of text takes."""
        return self.font.getlength(text, language=self.language)
