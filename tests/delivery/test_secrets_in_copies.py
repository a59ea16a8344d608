"""What carries a secret is in no backup (design §9)."""

from backend.kernel.copies import EmptiedInCopies
from tests.builders.house import House


async def test_codes_on_their_way_are_left_out_of_copies(house: House) -> None:
    emptied = {port.table for port in house.runtime.wiring.all(EmptiedInCopies)}
    assert {"delivery_secret", "one_time_code"} <= emptied
