"""Lighthouse on the log-in page: mobile, simulated throttling, the median of five."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from backend.settings import ROOT
from tests.bench.figures import Figure, median
from tests.bench.stage import scratch
from tests.builders.server import Server

RECIPE = Path(__file__).parent / "lighthouse"
FOLDER = ROOT / "var" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
CHROMIUM = "/usr/bin/chromium"
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100}


def scores(quick: bool) -> list[Figure]:
    """Installed on demand, from its own lock: nothing else needs it."""
    _install()
    with scratch() as folder:
        server = Server(folder)
        server.start()
        try:
            runs = [_run(f"{server.origin}/login", folder / f"{number}.json") for number in range(1 if quick else 5)]
        finally:
            server.stop()
    largest = median([run["audits"]["largest-contentful-paint"]["numericValue"] for run in runs])
    found = {name: median([run["categories"][name]["score"] * 100 for run in runs]) for name in GOALS}
    return [
        Figure(f"Lighthouse, log-in page, {name}", found[name], "", goal, "least", notes={"LCP ms": largest})
        for name, goal in GOALS.items()
    ]


def _install() -> None:
    wanted = (RECIPE / "package-lock.json").read_bytes()
    have = FOLDER / "package-lock.json"
    if PROGRAM.exists() and have.exists() and have.read_bytes() == wanted:
        return
    shutil.copytree(RECIPE, FOLDER, dirs_exist_ok=True)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FOLDER, check=True)


def _run(address: str, report: Path) -> dict[str, Any]:
    flags = "--headless=new --no-sandbox --disable-quic --disable-background-networking"
    subprocess.run(
        [PROGRAM, address, "--quiet", "--output=json", f"--output-path={report}", "--form-factor=mobile",
         "--throttling-method=simulate", f"--only-categories={','.join(GOALS)}", f"--chrome-flags={flags}"],
        env=os.environ | {"CHROME_PATH": CHROMIUM},
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(report.read_text())
    return found
