"""Which keys people's phones were sealed with."""

from backend.identity.tables import Person


async def keys_of_people() -> set[str]:
    """Ids of the data keys of the first and the last person."""
    if not await Person.table_exists():
        return set()
    named: set[str] = set()
    for ascending in (True, False):
        rows = (
            await Person.select(Person.phone)
            .where(Person.phone != "")
            .order_by(Person.id, ascending=ascending)
            .limit(1)
        )
        named |= {row["phone"].partition(".")[0] for row in rows}
    return named
