"""What a new text of the commitment letter may be, pure (catalogue 13.13)."""

import re

SHORTEST, LONGEST = 50, 20_000
"""Characters."""
_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}|<[^<>\n]*>|_{3,}|＿{2,}|[×xX]{3,}|【\s*】")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class UnfitText(ValueError):
    """The text cannot be put in force; says why and where."""


def read_text(raw: bytes) -> str:
    """The text of a file: UTF-8, lines without trailing blanks, nothing around it.

    Raises:
        UnfitText: not UTF-8, too short or long, control characters, or a gap somebody meant to fill in: the phone shows
            the letter as it stands, so nothing ever is.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnfitText(f"it is not UTF-8 (byte {error.start + 1})") from error
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    clean = "\n".join(lines).strip()
    if not SHORTEST <= len(clean) <= LONGEST:
        raise UnfitText(f"it has {len(clean)} characters; {SHORTEST} to {LONGEST} are allowed")
    for what, pattern in (("a control character", _CONTROL), ("a gap to be filled in", _PLACEHOLDER)):
        found = pattern.search(clean)
        if found:
            line = clean.count("\n", 0, found.start()) + 1
            raise UnfitText(f"line {line} has {what}: {found.group()!r}")
    return clean
