"""What is wrong with definition files, collected rather than raised."""

from collections.abc import Iterator, Mapping

import msgspec

from backend.forms.source import DefinitionError


class Finding(msgspec.Struct, frozen=True, order=True):
    """One mistake: the file, the place in it, a stable code and a sentence for whoever edits the file."""

    file: str
    path: str
    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path or 'top level'}: {self.code}: {self.detail}"


class DefinitionErrors(Exception):
    """Definitions that may not come into force."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


def unreadable(error: DefinitionError) -> Finding:
    return Finding(error.file, error.path, "bad_definition", error.detail)


def blank_words(file: str, definition: msgspec.Struct) -> Iterator[Finding]:
    """Texts that are missing in one of the two languages."""
    for path, language in _blank(msgspec.to_builtins(definition), ""):
        yield Finding(file, path, "missing_label", f"no words in {language}")


def _blank(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        if set(value) == {"zh", "en"}:
            yield from ((path, language) for language, words in value.items() if not str(words).strip())
            return
        for key, item in value.items():
            yield from _blank(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            name = item.get("key", item.get("code")) if isinstance(item, Mapping) else None
            yield from _blank(item, f"{path}[{name or place}]")
