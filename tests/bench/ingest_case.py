"""Ingest beside its floor, a burst with its inspection, and memory, all on one seeded server."""

import asyncio
import io
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import httpx
from PIL import Image

from media.thumb import LONG_EDGE, QUALITY
from tests.bench.figures import Figure, median
from tests.bench.ingest import PHONES, Rate, measure_floor, measure_server
from tests.bench.photos import PIXELS
from tests.bench.seed import Login
from tests.bench.stage import Stage

PAIRS = 5
RATIO = 0.6
INSPECTION_RATIO = 0.65
GROWTH = 1.1
LEADS = 16 * 20
CORES = 2
BARE = 240


class Shift:
    """Hands out fresh leads, so that a half-day holds no more photos than in life, and counts what they bring."""

    def __init__(self, stage: Stage) -> None:
        self._waiting = iter(stage.seeded.leads)
        self.photos = 0
        self.memory_then = 0

    def next(self, photos: int) -> list[Login]:
        self.photos += photos
        return [next(self._waiting) for _ in range(PHONES)]


async def ingest(stage: Stage, shift: Shift, engine: str, *, quick: bool) -> list[Figure]:
    """Interleaved pairs; everything is inspected before each, so that none pays for the one before."""
    photos = 160 if quick else 480
    pairs: list[tuple[Rate, Rate]] = []
    for _ in range(2 if quick else PAIRS):
        await stage.settle()
        bare = await measure_floor(stage, photos)
        pairs.append((await measure_server(stage, shift.next(photos), photos), bare))
    notes = {
        "photos/s": median([own.per_s for own, _ in pairs]),
        "floor photos/s": median([bare.per_s for _, bare in pairs]),
        "server cpu ms/photo": median([own.cpu_ms for own, _ in pairs]),
        "floor cpu ms/photo": median([bare.cpu_ms for _, bare in pairs]),
        "generator cpu s/s": median([own.generator_cpu for own, _ in pairs]),
    }
    ratio = median([own.per_s / bare.per_s for own, bare in pairs])
    return [Figure(f"ingest of its floor, {engine}", ratio, "", RATIO, "least", 1.0, notes)]


async def burst(stage: Stage, shift: Shift, engine: str, *, quick: bool) -> list[Figure]:
    """Many photos at once: until the last receipt, and until the last one is inspected."""
    photos = 320 if quick else 2_000
    await stage.settle()
    rate = await measure_server(stage, shift.next(photos), photos)
    calm = time.time()
    await stage.settle()
    name, first = f"burst of {photos:,}, {engine}", photos / rate.per_s
    return [
        Figure(f"{name}: last receipt", first, "s", notes={"photos/s": rate.per_s}),
        Figure(f"{name}: last inspection", first + stage.last_inspection() - calm, "s"),
    ]


async def inspection(stage: Stage, shift: Shift, engine: str, *, quick: bool) -> list[Figure]:
    """What inspection does after the last receipt, in pairs with bare Pillow on the same photos."""
    photos = 160 if quick else 320
    pairs: list[tuple[float, float]] = []
    for _ in range(2 if quick else PAIRS):
        await measure_server(stage, shift.next(photos), photos)
        async with httpx.AsyncClient(base_url=stage.server.origin) as client:
            left, calm = await stage.uninspected(client), time.time()
        await stage.settle()
        own = left / (stage.last_inspection() - calm)
        pairs.append((own, await asyncio.to_thread(_bare_pillow, stage.server.folder / "blobs")))
    notes = {"photos/s": median([own for own, _ in pairs]), "floor photos/s": median([bare for _, bare in pairs])}
    ratio = median([own / bare for own, bare in pairs])
    return [Figure(f"inspection of bare Pillow, {engine}", ratio, "", INSPECTION_RATIO, "least", 1.0, notes)]


async def warm_up(stage: Stage, shift: Shift) -> None:
    """The first 500 photos, and what the server's own memory is then."""
    await measure_server(stage, shift.next(512), 512)
    await stage.settle()
    await stage.learn_sizes()
    shift.memory_then = stage.memory()


async def memory(stage: Stage, shift: Shift, engine: str, *, quick: bool) -> list[Figure]:
    """What the photos since the first 500 have added to the server's own memory."""
    goal = 1_500 if quick else 5_000
    while shift.photos < goal:
        await measure_server(stage, shift.next(480), 480)
    await stage.settle()
    now = stage.memory()
    notes = {"MB then": shift.memory_then / 1e6, "MB now": now / 1e6}
    name = f"memory after {goal:,} photos to that after 500, {engine}"
    return [Figure(name, now / shift.memory_then, "", GROWTH, "most", notes=notes)]


def _bare_pillow(blobs: Path) -> float:
    """Photos a second with nothing but decoding, scaling down and encoding, on as many processes as cores."""
    paths = [path for path in blobs.glob("??/*") if path.stat().st_size > 100_000][:BARE]
    with ProcessPoolExecutor(CORES) as pool:
        list(pool.map(_shrink, paths[: CORES * 4]))
        began = time.perf_counter()
        list(pool.map(_shrink, paths, chunksize=8))
        return len(paths) / (time.perf_counter() - began)


def _shrink(path: Path) -> int:
    image: Image.Image = Image.open(io.BytesIO(path.read_bytes()))
    image.draft(None, (PIXELS[0] // 4, PIXELS[1] // 4))
    image.load()
    out = io.BytesIO()
    size = (LONG_EDGE, LONG_EDGE * PIXELS[1] // PIXELS[0])
    image.resize(size, Image.Resampling.BILINEAR).save(out, "JPEG", quality=QUALITY)
    return len(out.getvalue())
