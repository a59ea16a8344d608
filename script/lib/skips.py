"""What tests skipped: told once more at the end, where it is not overlooked, and a failure where it is required."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.say import note

VARIABLE = "HALFDAY_TEST_SKIPPED"


@contextmanager
def skips_told() -> Iterator[list[str]]:
    """Collects for as long as the block lasts; the lines are complete after it."""
    told: list[str] = []
    with tempfile.NamedTemporaryFile("r", prefix="halfday-skipped-", encoding="utf-8") as file:
        os.environ[VARIABLE] = file.name
        try:
            yield told
        finally:
            del os.environ[VARIABLE]
            told += dict.fromkeys(Path(file.name).read_text(encoding="utf-8").splitlines())
            for line in told:
                note(f"NOT TESTED: {line}")
