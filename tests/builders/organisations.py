"""More of the tree than the demo district has."""

from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.organisations.actions import add_organisation
from backend.organisations.tables import Organisation
from tests.builders.house import House

OTHER_DISTRICT, OTHER_UNIT = "西城区卫生健康委员会", "西城区第二医院"


async def add_district(house: House) -> None:
    """Another district of the city, with one hospital."""
    city = await Organisation.objects().get(Organisation.parent_id.is_null())
    async with unit_of_work(house.runtime, SYSTEM) as work:
        district = await add_organisation(
            work, parent=city, name=OTHER_DISTRICT, kind="authority", district="110102", code="A110102"
        )
        await add_organisation(
            work,
            parent=district,
            name=OTHER_UNIT,
            kind="institution",
            level="tertiary",
            district="110102",
            code="H110102001",
        )


async def organisation_named(name: str) -> Organisation:
    """The organisation of this name."""
    found: Organisation | None = await Organisation.objects().get(Organisation.name == name)
    assert found is not None, name
    return found


async def id_of(name: str) -> str:
    return str((await organisation_named(name)).id)


async def code_of(name: str) -> str:
    return str((await organisation_named(name)).code)
