"""A deployment that does not keep things for ever."""

from backend.operations.retention_actions import Standing, look_up_due, run_retention
from tests.builders.house import House


def keep(house: House, **days: int) -> None:
    """Say how long things are kept: keep(house, SUPERVISION_PHOTO_DAYS=30)."""
    house.runtime.environ = house.runtime.environ | {f"HALFDAY_{name}": str(value) for name, value in days.items()}  # type: ignore[operator]
    house.runtime._slices.clear()


def numbers(standing: list[Standing]) -> dict[str, int]:
    """How much is due, or was removed, by kind; only what is not zero."""
    assert not any(one.failed for one in standing)
    return {one.kept.kind: one.number for one in standing if one.number}


async def due(house: House) -> dict[str, int]:
    """What the next run would remove."""
    return numbers(await look_up_due(house.runtime))


async def run(house: House) -> dict[str, int]:
    """Remove what is due."""
    return numbers(await run_retention(house.runtime))
