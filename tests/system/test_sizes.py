"""Small files, small functions (design §3): median file under 100 lines, none over 500, no function over 60."""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from backend.settings import ROOT

MEDIAN_FILE = 100
LONGEST_FILE = 500
MEDIAN_FUNCTION = 10
LONGEST_FUNCTION = 60
CODE = {".py", ".ts", ".vue", ".css", ".mjs", ".js"}


def tracked() -> list[Path]:
    """Source files of the project, whether committed yet or not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    scripts = [path for path in paths if path.parent == ROOT / "script"]
    return [path for path in paths if path.exists() and path.suffix in CODE] + scripts


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Names and lengths of the functions of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_small() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in tracked()}
    too_long = {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST_FILE}
    assert not too_long
    assert statistics.median(lengths.values()) < MEDIAN_FILE


def test_functions_are_small() -> None:
    found = [entry for path in tracked() if path.suffix == ".py" for entry in functions(path)]
    assert not [entry for entry in found if entry[1] > LONGEST_FUNCTION]
    assert statistics.median(length for _, length in found) <= MEDIAN_FUNCTION


def test_no_registry_is_named() -> None:
    address = re.compile(r"--(extra-)?index-url|\"resolved\":\s*\"http|https?://\S+\.(whl|tgz|tar\.gz)\b")
    names = ["package-lock.json", "requirements.lock", "requirements-dev.lock", "requirements-node.lock"]
    assert not [name for name in names if address.search((ROOT / name).read_text())]
