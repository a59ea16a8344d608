"""The layout shows the architecture: what is named rules is held to be pure."""

import re
import tomllib

from backend.settings import ROOT


def test_every_module_of_rules_is_held_to_be_pure() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (pure,) = [contract for contract in contracts if contract["name"].startswith("Rules are pure")]
    there = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("backend/**/*_rules.py")}
    assert set(pure["source_modules"]) == there


def test_the_architecture_lists_what_is_exempt_from_events() -> None:
    words = (ROOT / "ARCHITECTURE.md").read_text().partition("Housekeeping, exempt from events: ")[2].partition(".")[0]
    calls = [re.findall(r'housekeeping\("(\w+)"', path.read_text()) for path in ROOT.glob("backend/**/*.py")]
    assert sorted(re.findall(r"`(\w+)`", words)) == sorted({name for found in calls for name in found})


def test_every_package_has_its_place_in_the_order_of_imports() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (order,) = [contract for contract in contracts if contract["name"].startswith("A package imports only")]
    placed = set(re.findall(r"backend\.(\w+)", " ".join(order["layers"])))
    modules = {path.stem for path in ROOT.glob("backend/*.py")} - {"__init__"}
    assert placed == modules | {path.parent.name for path in ROOT.glob("backend/*/__init__.py")}
