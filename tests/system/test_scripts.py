"""The programs people start: from any folder, with the settings of the service, and with words where that fails."""

import os
import shutil
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from backend.settings import ROOT

HALFDAY = ROOT / "script" / "halfday"


def run(program: Path, *words: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("HALFDAY_", "PYTHONPATH"))}
    return subprocess.run(
        [program, *words], cwd=cwd, env=given | environ, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with names that are ours too."""
    (tmp_path / "backend").mkdir()
    (tmp_path / "backend" / "__init__.py").write_text("raise RuntimeError('not ours')")
    (tmp_path / "piccolo_conf.py").write_text("raise RuntimeError('not ours')")
    return tmp_path


@pytest.mark.slow
def test_commands_run_from_any_folder_with_the_services_settings(elsewhere: Path) -> None:
    (elsewhere / "env").write_text(f'# ours\n; too\n\nHALFDAY_DATA="{elsewhere}/da ta"\nHALFDAY_ENV=development\n')
    done = run(HALFDAY, "--environment", "env", "migrate", cwd=elsewhere)
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "da ta" / "halfday.sqlite").exists()
    linked = elsewhere / "halfday"
    linked.symlink_to(HALFDAY)
    listed = run(linked, "--environment", "env", "keys", "list", cwd=elsewhere)
    assert (listed.returncode, len(listed.stdout.splitlines())) == (0, 4), listed.stderr
    other = run(HALFDAY, "--environment", "env", "migrate", cwd=elsewhere, HALFDAY_DATA=str(elsewhere / "other"))
    assert other.returncode == 0, other.stderr
    assert (elsewhere / "other" / "halfday.sqlite").exists(), "what the caller says goes before the file"


@pytest.mark.slow
def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    address = "postgresql://127.0.0.1:1/halfday"
    done = run(HALFDAY, "migrate", cwd=tmp_path, HALFDAY_DATA=str(tmp_path), HALFDAY_DATABASE_URL=address)
    assert done.returncode == 1
    assert "the database that HALFDAY_DATABASE_URL names can't be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_set_up_it_says_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "script", tmp_path / "script", ignore=shutil.ignore_patterns("__pycache__"))
    done = run(tmp_path / "script" / "halfday", "keys", "list", cwd=tmp_path)
    assert done.returncode == 1
    assert "Halfday is not set up here" in done.stderr
    assert f"{tmp_path}/script/server --setup-only" in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "can't be read"), ("HALFDAY_ENV production\n", "line 1 is not NAME=VALUE"), ("A=1\nB=2\\\n", "line 2")],
)
def test_a_bad_environment_file_is_told(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "env").write_text(content)
    done = run(HALFDAY, "--environment", "env", "keys", "list", cwd=tmp_path)
    assert done.returncode == 1
    assert message in done.stderr


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('A={"phone": "{phone}"}', '{"phone": "{phone}"}'),
        ("A='a \"b\" $c'", 'a "b" $c'),
        ('A="a \\"b\\" \\n"', 'a "b" \\n'),
        ("A=a\\\\b # c", "a\\b # c"),
        ("A=", ""),
    ],
)
def test_values_are_read_as_systemd_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, value: str
) -> None:
    (tmp_path / "env").write_text(line + "\n")
    monkeypatch.syspath_prepend(ROOT / "script")
    read = load(ROOT / "script" / "lib" / "environment_file.py").read_environment
    assert read(tmp_path / "env") == {"A": value}


def load(path: Path) -> ModuleType:
    loader = SourceFileLoader(f"loaded_{path.stem}", str(path))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_a_relative_data_folder_is_meant_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "script")
    monkeypatch.chdir(tmp_path)
    server = load(ROOT / "script" / "server")
    assert server.settings_of(server.parse(["--data", "mine"]))["HALFDAY_DATA"] == str(tmp_path / "mine")
    assert "HALFDAY_DATA" not in server.settings_of(server.parse([])), "the environment's, or the checkout's var"
    assert server.parse(["--setup-only"]).setup_only
