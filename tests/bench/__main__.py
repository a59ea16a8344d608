"""`script/bench`: five interleaved pairs of each figure and its floor, medians printed."""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.ingest import Floor, Rate, measure_floor, measure_server
from tests.builders.server import Server

PAIRS = 5
PHOTOS = 320


async def ingest(folder: Path) -> dict[str, float]:
    """Capture ingest on SQLite beside its floor."""
    (folder / "data").mkdir()
    server, floor = Server(folder / "data"), Floor(folder / "floor")
    await asyncio.to_thread(server.start)
    try:
        await floor.wait()
        pairs: list[tuple[Rate, Rate]] = [
            (await measure_server(server, PHOTOS), await measure_floor(floor.port, PHOTOS)) for _ in range(PAIRS)
        ]
    finally:
        server.stop()
        floor.stop()
    return {
        "photos_per_s": statistics.median(own.per_s for own, _ in pairs),
        "floor_per_s": statistics.median(bare.per_s for _, bare in pairs),
        "ratio": statistics.median(own.per_s / bare.per_s for own, bare in pairs),
        "generator_cpu": statistics.median(own.generator_cpu for own, _ in pairs),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--json", metavar="FILE", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="halfday-bench-") as folder:
        figures = {"capture ingest, SQLite, 16 phones, 600 KB": asyncio.run(ingest(Path(folder)))}
    for name, values in figures.items():
        sys.stdout.write(f"{name}\n")
        for key, value in values.items():
            sys.stdout.write(f"  {key:<16} {value:10.2f}\n")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
