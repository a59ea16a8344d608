"""`/health/ready` and the byte store agree about the disk: ready means that a photo is taken."""

import httpx
import pytest

from backend.files.settings import MEGABYTE, FilesSettings
from media.disk import free_bytes
from tests.builders.house import House


def reserve(house: House, megabytes: int) -> None:
    house.runtime.environ = {**house.runtime.environ, "HALFDAY_FILES_RESERVE_MB": str(megabytes)}
    house.runtime._slices.clear()


async def disk(house: House) -> tuple[int, bool]:
    answer = await house.browser().get("/health/ready")
    return answer.status_code, answer.json()["disk"]


@pytest.mark.parametrize(
    ("more_mb", "expected"), [(-200, (httpx.codes.OK, True)), (5, (503, False)), (-5, (503, False))]
)
async def test_ready_only_while_the_largest_photo_fits_above_the_reserve(
    house: House, more_mb: int, expected: tuple[int, bool]
) -> None:
    """With 5 MB above the reserve, a photo of 15 would be refused."""
    assert FilesSettings().max_photo_mb == 15
    reserve(house, free_bytes(house.runtime.data_dir) // MEGABYTE + more_mb)
    assert await disk(house) == expected
