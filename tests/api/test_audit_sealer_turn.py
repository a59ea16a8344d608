"""Only one process seals a data folder's database; a command beside a server leaves it to the server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.audit.sealer_turn import SealerTurn
from backend.audit.sealing import Sealer
from backend.audit.tables import Unsealed
from tests.builders.first_moments import as_if_new, sealed_elsewhere
from tests.builders.house import House


def test_one_turn_at_a_time(tmp_path: Path) -> None:
    first, second = SealerTurn(tmp_path), SealerTurn(tmp_path)
    assert first.take()
    assert first.take()
    assert not second.take()
    first.leave()
    assert second.take()
    assert second.held
    assert not first.held


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[None]:
    with sealed_elsewhere(tmp_path):
        yield


@pytest.mark.usefixtures("elsewhere")
async def test_a_new_chain_has_a_heads_file_and_one_that_is_gone_is_not_made_again(house: House) -> None:
    heads, sealer = await as_if_new(house), house.runtime.find(Sealer)
    assert heads.read_bytes() == b""
    await house.load_demo()
    await sealer.seal_all()
    heads.unlink()
    await sealer.load()
    assert not heads.exists()


async def test_the_open_house_has_the_turn(house: House, tmp_path: Path) -> None:
    assert not SealerTurn(tmp_path).take()
    await house.load_demo()
    await house.runtime.find(Sealer).seal_all()
    assert not await Unsealed.exists()
