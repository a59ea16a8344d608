"""`halfday bundle verify FILE`."""

from pathlib import Path

import pytest

from tests.builders.bundle import zipped
from tests.builders.commands import run_command
from tests.builders.house import House


async def test_a_file_that_is_no_bundle(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(zipped({"a": b"b"}))
    assert await run_command(house.runtime, "bundle verify", str(file), "--key", "0" * 64) == 1
    assert "missing: index.json" in capsys.readouterr().out
