"""Mistakes a code list can have although it decodes."""

from collections.abc import Iterator, Mapping

from backend.forms.code_lists import CodeList, Entry, choices_of
from backend.forms.findings import Finding

DEEPEST = 8
"""Levels a tree may have; more means that a code is below itself."""


def check_list(file: str, code_list: CodeList) -> Iterator[Finding]:
    """Codes twice, days the wrong way round, parents that are not there or go in a circle, words that clash."""
    by_code = {entry.code: entry for entry in code_list.entries}
    seen: set[str] = set()
    circles = False
    for place, entry in enumerate(code_list.entries):
        path = f"entries[{place}]"
        if entry.code in seen:
            yield Finding(file, path, "duplicate_code", f"`{entry.code}` twice")
        seen.add(entry.code)
        if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
            yield Finding(file, path, "impossible_validity", f"`{entry.code}` ends before it begins")
        if entry.parent is not None and entry.parent not in by_code:
            yield Finding(file, path, "unknown_parent", f"`{entry.parent}` is no code of this list")
        if _depth(entry, by_code) > DEEPEST:
            circles = True
            yield Finding(file, path, "parent_circle", f"`{entry.code}` is below itself, or too deep")
    if not circles:
        yield from _clashes(file, code_list)


def _depth(entry: Entry, by_code: Mapping[str, Entry]) -> int:
    depth, above = 1, by_code.get(entry.parent or "")
    while above is not None and depth <= DEEPEST:
        depth, above = depth + 1, by_code.get(above.parent or "")
    return depth


def _clashes(file: str, code_list: CodeList) -> Iterator[Finding]:
    """An active entry that no written word leads back to cannot be imported."""
    choices = choices_of(code_list.entries)
    for place, entry in enumerate(code_list.entries):
        if entry.active and len(choices.codes_of(choices.cell_word(entry, "zh"))) > 1:
            detail = f"`{entry.label.zh}` means several codes"
            yield Finding(file, f"entries[{place}]", "ambiguous_label", detail)
