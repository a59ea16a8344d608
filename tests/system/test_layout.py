"""The layout shows the architecture: what is named rules is held to be pure."""

import tomllib

from backend.settings import ROOT


def test_every_module_of_rules_is_held_to_be_pure() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (pure,) = [contract for contract in contracts if contract["name"].startswith("Rules are pure")]
    there = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("backend/**/*_rules.py")}
    assert set(pure["source_modules"]) == there
