"""Reading the file that systemd gives the service (EnvironmentFile=), so that commands get the very same settings."""

import re
from pathlib import Path

from lib.say import give_up

ESCAPED = re.compile(r"\\(.)")
ESCAPED_IN_QUOTES = re.compile(r'\\(["\\`$])')


def read_environment(path: Path) -> dict[str, str]:
    """The file's variables: a NAME=VALUE a line, # or ; begins a comment, quotes around a whole value go.

    A backslash escapes as it does for systemd, and nothing is expanded. What would go on in the next line is refused.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        give_up(f"{path} can't be read: {error}", "name the file with the server's settings, as a user who may read it")
    found = {}
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line[0] in "#;":
            continue
        name, given, value = line.partition("=")
        if not given or not name.strip().isidentifier() or line.endswith("\\"):
            give_up(
                f"{path}, line {number} is not NAME=VALUE on one line",
                "mend it; the service would not read it as you mean it",
            )
        found[name.strip()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    quote = value[:1] if len(value) > 1 and value[:1] == value[-1:] else ""
    if quote == "'":
        return value[1:-1]
    return ESCAPED_IN_QUOTES.sub(r"\1", value[1:-1]) if quote == '"' else ESCAPED.sub(r"\1", value)
