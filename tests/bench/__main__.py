"""`script/bench`: the project's figures, each beside its floor from the same run."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import browser_case, lighthouse_case, weight
from tests.bench.figures import Figure, as_json, as_table
from tests.bench.ingest_case import LEADS, Shift, burst, ingest, inspection, memory, warm_up
from tests.bench.lists import list_figure, list_times
from tests.bench.stage import Engine, staged

Case = Callable[[bool], list[Figure]]
PROJECTS = 10_000
FEW = 100


def on_sqlite(quick: bool) -> list[Figure]:
    """Ingest, a burst with its inspection, memory, and the project list, on 500,000 captures."""
    return _on("sqlite", quick=quick, with_burst=True)


def on_postgres(quick: bool) -> list[Figure]:
    """Ingest and the project list, on 500,000 captures."""
    return _on("postgres", quick=quick, with_burst=False)


CASES: dict[str, Case] = {
    "sqlite": on_sqlite,
    "postgres": on_postgres,
    "shutter": browser_case.shutter,
    "warm-start": browser_case.warm_start,
    "drain": browser_case.drain,
    "weight": weight.weights,
    "lighthouse": lighthouse_case.scores,
}


def _on(engine: Engine, *, quick: bool, with_burst: bool) -> list[Figure]:
    with staged(engine, projects=FEW, leads=0) as stage:
        few = asyncio.run(list_times(stage, quick=quick))
    with staged(engine, projects=FEW * 10 if quick else PROJECTS, leads=LEADS) as stage:

        async def measure() -> list[Figure]:
            shift = Shift(stage)
            many = await list_times(stage, quick=quick)
            await warm_up(stage, shift)
            figures = await ingest(stage, shift, engine, quick=quick)
            if with_burst:
                figures += await burst(stage, shift, engine, quick=quick)
                figures += await inspection(stage, shift, engine, quick=quick)
                figures += await memory(stage, shift, engine, quick=quick)
            return [*figures, list_figure(engine, many, few)]

        return asyncio.run(measure())


def main() -> None:
    """Measure what was asked for; the exit code is 1 if a goal was missed. A case that breaks takes none along."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=CASES, help="this case alone; may be given several times")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions on less data: to see that it runs")
    parser.add_argument("--json", metavar="FILE", type=Path)
    chosen = parser.parse_args()
    figures: list[Figure] = []
    try:
        for name in chosen.only or CASES:
            began = time.monotonic()
            sys.stderr.write(f"› {name}\n")
            figures += CASES[name](chosen.quick)
            sys.stderr.write(f"  done in {time.monotonic() - began:.0f} s\n")
    finally:
        sys.stdout.write(as_table(figures) + "\n")
        if chosen.json:
            chosen.json.write_text(json.dumps(as_json(figures), indent=1))
    sys.exit(1 if any(one.met is False for one in figures) else 0)


if __name__ == "__main__":
    main()
