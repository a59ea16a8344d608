"""A database and the folder of its keys belong together: one without the other is refused before anything is made."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from backend.kernel.crypto import KeyRing
from backend.kernel.crypto.keyring import PURPOSES
from backend.kernel.wiring import Wiring


@dataclass(frozen=True)
class NamesKeys:
    """Port: ids of keys that an area's stored values name; two or three rows are asked, as often as health is."""

    read: Callable[[], Awaitable[set[str]]]


class KeysMissing(ValueError):
    """Values in the database cannot be read or checked with the keys that are here; nothing is started or made."""

    def __init__(self, missing: set[str], folder: Path) -> None:
        super().__init__(
            f"The database was made with keys that are not in {folder}: {', '.join(sorted(missing))}.\n"
            "Without them phone numbers, documents and seals cannot be read or checked. Bring the folder `keys` back "
            "from a backup (halfday restore opens it), or point HALFDAY_DATA at the folder that holds it. "
            "Nothing was changed."
        )


async def missing_keys(wiring: Wiring, ring: KeyRing) -> set[str]:
    """Ids of keys, or purposes without any, that the database needs and the ring does not hold."""
    named: set[str] = set()
    for port in wiring.all(NamesKeys):
        named |= await port.read()
    there = {key.kid for key in ring.all()}
    bare = {purpose for purpose in PURPOSES if not ring.of(purpose)} if named else set()
    return {*(named - there), *bare}


async def check_keys(wiring: Wiring, folder: Path) -> KeyRing:
    """The keys in a folder, as they are.

    Raises:
        KeysMissing: the database knows others.
    """
    ring = KeyRing.read(folder)
    missing = await missing_keys(wiring, ring)
    if missing:
        raise KeysMissing(missing, folder)
    return ring


async def ring_of_database(wiring: Wiring, folder: Path, now: int) -> KeyRing:
    """The keys in a folder, the first of each purpose made where the database is new.

    Raises:
        KeysMissing: the database knows others.
    """
    ring = await check_keys(wiring, folder)
    ring.complete(now)
    return ring
