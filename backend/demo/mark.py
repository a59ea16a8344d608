"""Whether this database holds demo data, and what that changes."""

from backend.demo.tables import DemoDatabase


async def is_demo_database() -> bool:
    """True when the demo mark is set; false too on a database that has no tables yet."""
    if not await DemoDatabase.table_exists():
        return False
    return bool(await DemoDatabase.exists())


async def is_half_loaded() -> bool:
    """True when the loading of the demo was broken off: nobody has worked with what is there."""
    return bool(await DemoDatabase.exists().where(DemoDatabase.unfinished == 1))


def demo_environ() -> dict[str, str]:
    """Settings of a demo: half-days [00:00,12:00) and [12:00,24:00), so that a slot is open at any hour."""
    return {
        "HALFDAY_SUPERVISION_AM_OPENS": "0",
        "HALFDAY_SUPERVISION_AM_CLOSES": "720",
        "HALFDAY_SUPERVISION_PM_OPENS": "720",
        "HALFDAY_SUPERVISION_PM_CLOSES": "1440",
    }
