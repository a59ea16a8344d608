"""A database that was begun with the first migrations and used since is brought to the newest shape (design §8)."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backend.settings import ROOT
from tests.builders.postgres import make_database
from tests.conftest import ENGINE, POSTGRES, WORKER


@pytest.mark.slow
def test_what_was_there_before_is_there_after(tmp_path: Path) -> None:
    url = make_database(POSTGRES, f"halfday_aged_{WORKER}") if ENGINE == "postgres" else ""
    done = subprocess.run(
        [sys.executable, "-m", "tests.builders.aged"],
        cwd=ROOT,
        env=os.environ | {"HALFDAY_DATA": str(tmp_path), "HALFDAY_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = re.match(r"(\d+) tables of (\d+) had 3 rows each; changed since: (.*)", done.stdout)
    assert said, done.stdout
    filled, there, changed = int(said[1]), int(said[2]), said[3].split()
    assert 20 < filled < there, "some tables are younger than the first migrations"
    assert {"person", "project", "capture", "commitment", "slot"} <= set(changed)
