"""What operators read and copy agrees with the server: settings, commands, the limits of the proxies' examples."""

import re
from collections.abc import Mapping

import msgspec
import pytest

from backend.areas import AREAS
from backend.cli import _parser
from backend.files.settings import MEGABYTE, FilesSettings
from backend.flows.workbooks import LARGEST_BODY
from backend.kernel.commands import Command
from backend.kernel.wiring import compose
from backend.settings import ROOT, Settings
from backend.supervision.settings import SupervisionSettings

README, DEPLOY = ROOT / "README.md", ROOT / "deploy"
VARIABLE = re.compile(r"HALFDAY_[A-Z_]+")
IMPORT = "/api/captures/import"
NGINX = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
CADDY = {"KB": 10**3, "MB": 10**6, "GB": 10**9}
TRYING_OUT = {"HALFDAY_DEMO_EVIDENCE", "HALFDAY_LAN", "HALFDAY_TEST_CLOCK"}
"""Production refuses them or takes no notice."""


def known() -> dict[str, object]:
    """Every variable that sets a field, with its default."""
    shapes = {"HALFDAY_": Settings} | {
        f"HALFDAY_{shape.__name__.removesuffix('Settings').upper()}_": shape
        for area in AREAS
        for shape in area.settings
    }
    return {
        f"{prefix}{field.name.upper()}": field.default
        for prefix, shape in shapes.items()
        for field in msgspec.structs.fields(shape)
    }


def documented() -> dict[str, str]:
    """The README's table: variable and what it says is the default; a row may hold several of each."""
    found: dict[str, str] = {}
    for line in section(README.read_text(encoding="utf-8"), "## Configuration").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        names = VARIABLE.findall(cells[0]) if line.startswith("| `") else []
        defaults = cells[1].split(", ") if len(names) > 1 else cells[1:2] * len(names)
        assert len(names) == len(defaults), f"as many defaults as variables: {line}"
        assert not found.keys() & set(names), f"told twice: {line}"
        found |= dict(zip(names, defaults, strict=True))
    return found


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its level."""
    level = heading.partition(" ")[0]
    return text.split(f"\n{heading}\n", 1)[1].split(f"\n{level} ", 1)[0]


def environment_example() -> str:
    return (DEPLOY / "halfday.env.example").read_text(encoding="utf-8")


def shown(default: object) -> str:
    """A default as the table writes it."""
    return "empty" if default == "" else str(default).lower() if isinstance(default, bool) else f"`{default}`"


def test_the_readme_tells_every_setting_with_its_default() -> None:
    assert documented() == {name: shown(default) for name, default in known().items()}


def test_the_environment_example_names_every_setting_of_a_deployment() -> None:
    named = re.findall(
        r"^#?(HALFDAY_[A-Z_]+)=", (DEPLOY / "halfday.env.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(named) == len(set(named))
    assert set(named) == known().keys() - TRYING_OUT


def test_the_environment_example_comments_out_what_has_its_default() -> None:
    lines = re.findall(
        r"^#(HALFDAY_[A-Z_]+)=(.*)$", (DEPLOY / "halfday.env.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    defaults = known()
    for name, value in lines:
        default = defaults[name]
        assert value == str(default).lower() if isinstance(default, bool) else value == str(default), name


def test_the_guide_tells_every_command_and_which_need_the_server_stopped() -> None:
    text = (DEPLOY / "OPERATING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `halfday ([a-z ]+?)(?: [-A-Z\[].*?)?` \| (.*?) \|", text, re.MULTILINE)
    told = {name: "stopped" in when for name, when in rows}
    assert told == {command.name: command.writes for command in compose(AREAS).all(Command)} | {"migrate": True}


def test_the_help_names_every_command() -> None:
    said = " ".join(_parser().format_help().split())
    for command in compose(AREAS).all(Command):
        group, _, name = command.name.rpartition(" ")
        assert (f"{name}: {command.help}" if group else f"{name} {command.help}") in said


def needed() -> Mapping[str, int]:
    """The largest body the server takes, by where it goes; with default settings."""
    return {
        "": max(FilesSettings().max_photo_mb * MEGABYTE, LARGEST_BODY),
        IMPORT: SupervisionSettings().hand_in_mb * MEGABYTE,
    }


def nginx_limits() -> dict[str, int]:
    text = (DEPLOY / "nginx.conf.example").read_text(encoding="utf-8")
    own = re.findall(r"location = (\S+) \{[^}]*?client_max_body_size (\d+)([kmg]);", text)
    (general,) = re.findall(r"^    client_max_body_size (\d+)([kmg]);", text, re.MULTILINE)
    return {place: int(size) * NGINX[unit] for place, size, unit in [("", *general), *own]}


def caddy_limits() -> dict[str, int]:
    text = (DEPLOY / "Caddyfile.example").read_text(encoding="utf-8")
    found = re.findall(r"handle (/\S+)? ?\{\s*request_body \{\s*max_size (\d+)([KMG]B)", text)
    return {place: int(size) * CADDY[unit] for place, size, unit in found}


@pytest.mark.parametrize("limits", [nginx_limits, caddy_limits])
def test_no_proxy_refuses_what_the_server_takes(limits: object) -> None:
    assert callable(limits)
    told = limits()
    assert told.keys() == needed().keys()
    assert {place: size for place, size in told.items() if size < needed()[place]} == {}


def test_nginx_passes_a_long_upload_through() -> None:
    text = (DEPLOY / "nginx.conf.example").read_text(encoding="utf-8")
    (block,) = re.findall(rf"location = {IMPORT} \{{(.*?)\}}", text, re.DOTALL)
    for line in ("client_body_timeout 10m;", "proxy_read_timeout 1h;"):
        assert line in block
    assert "proxy_request_buffering off;" in text
    assert "return 301 https://" in text
    assert "Strict-Transport-Security" in text
