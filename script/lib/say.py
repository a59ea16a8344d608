"""Progress on the terminal, and failures that say what to do."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


def note(line: str) -> None:
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


@contextmanager
def step(words: str) -> Iterator[None]:
    """Announce a step, and how long it took."""
    sys.stdout.write(f"› {words}\n")
    sys.stdout.flush()
    began = time.monotonic()
    yield
    sys.stdout.write(f"  done in {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()


def give_up(what: str, remedy: str) -> NoReturn:
    """End with what went wrong and what to do about it."""
    sys.stderr.write(f"\n✗ {what}\n  → {remedy}\n")
    raise SystemExit(1)
