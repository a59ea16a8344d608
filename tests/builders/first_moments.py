"""A server in its first moments: something has happened, and nothing of it is sealed yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.audit.chain_rules import GENESIS
from backend.audit.sealer_turn import SealerTurn
from backend.audit.sealing import HEADS_FILE, Sealer
from tests.builders.attacker import tamper
from tests.builders.house import House


@contextmanager
def sealed_elsewhere(folder: Path) -> Iterator[None]:
    """A house that is opened in the folder meanwhile seals only what a test asks it to."""
    turn = SealerTurn(folder)
    assert turn.take()
    yield
    turn.leave()


async def as_if_new(house: House) -> Path:
    """Take back what the house has sealed and let its sealer start; its heads file."""
    heads, sealer = house.runtime.data_dir / HEADS_FILE, house.runtime.find(Sealer)
    again = "INSERT INTO unsealed (event_id) SELECT id FROM event"
    await tamper("DELETE FROM seal_head", "DELETE FROM seal", "DELETE FROM unsealed", again)
    heads.unlink()
    sealer.head_no, sealer.head_hash = 0, GENESIS
    await sealer.load()
    return heads
