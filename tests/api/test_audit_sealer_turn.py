"""Only one process seals a data folder's database; a command beside a server leaves it to the server."""

from pathlib import Path

from backend.audit.sealer_turn import SealerTurn
from backend.audit.sealing import Sealer
from backend.audit.tables import Unsealed
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


async def test_the_open_house_has_the_turn(house: House, tmp_path: Path) -> None:
    assert not SealerTurn(tmp_path).take()
    await house.load_demo()
    await house.runtime.find(Sealer).seal_all()
    assert not await Unsealed.exists()
