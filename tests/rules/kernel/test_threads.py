"""Threads that give way to the event loop (DECISIONS 56)."""

import os
import sys
import threading

import pytest

from backend.kernel.threads import NICE, giving_way


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has a priority of its own on Linux only")
def test_they_have_a_lower_priority_and_nobody_else() -> None:
    before = priority()
    with giving_way(2, name="storing") as threads:
        assert threads.submit(priority).result() == min(before + NICE, 19)
    assert priority() == before


def test_where_that_is_forbidden_they_work_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", forbidden)
    with giving_way(1) as threads:
        assert threads.submit(len, "work").result() == 4
