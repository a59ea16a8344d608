"""Limits of forms and the columns of the database agree, also after a deployment changed the limits."""

from pathlib import Path

import pytest

from backend.flows.in_force import Definitions, overlays_folder, start_definitions
from backend.flows.ports import FieldColumns
from tests.builders.commands import run_command
from tests.builders.house import House

WIDER = 'form = "filing"\n[[fields]]\nkey = "place"\nmax_length = 400\n'
TOLD = "ours.toml: fields[place].max_length: longer_than_column: max_length 400 is wished, the database column"
EXPECTED = {
    "filing": {"project_no", "project_name", "place", "venues.name", *(f"speakers.{key}" for key in ("name", "topic"))},
    "filing_change": {"place", "venues.name", "speakers.name", "speakers.unit", "speakers.title", "speakers.topic"},
    "organisation": {"code", "name", "kind", "level", "district"},
    "person": {"name", "id_type", "role"},
}


def put(folder: Path) -> Path:
    """An overlay that wishes more than the column keeps."""
    folder.mkdir(exist_ok=True)
    (folder / "ours.toml").write_text(WIDER)
    return folder


async def test_forms_check_refuses_more_than_a_column_keeps(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put(house.runtime.data_dir / "ours")
    assert await run_command(house.runtime, "forms check", "--overlays", str(folder)) == 1
    out = capsys.readouterr().out
    assert TOLD in out
    assert "keeps 300 characters" in out


async def test_a_server_does_not_start_with_it(house: House) -> None:
    put(overlays_folder(house.runtime))
    with pytest.raises(ValueError, match="longer_than_column"):
        await start_definitions(house.runtime)


async def test_every_column_named_is_one_of_a_field(house: House) -> None:
    definitions = house.runtime.find(Definitions)
    named: dict[str, set[str]] = {}
    for port in house.runtime.wiring.all(FieldColumns):
        paths = {path for path, _ in definitions.form(port.form).form.walk()}
        assert set(port.columns) <= paths
        named.setdefault(port.form, set()).update(place.path for place in port.places())
    assert all(expected <= named[form] for form, expected in EXPECTED.items())
