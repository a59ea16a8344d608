"""What the server refuses to start with, and what of the demo a real deployment never sees (design §9, §11)."""

import shutil
import subprocess
from pathlib import Path

import httpx
import msgspec
import pytest

from backend.app import build_runtime, demo_clock
from backend.audit.sealing import Sealer
from backend.audit.work import unit_of_work
from backend.demo.mark import is_demo_database
from backend.identity.people.queries import person_for
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import ShiftedClock, SystemClock
from backend.kernel.db import is_postgres
from backend.kernel.keys_named import KeysMissing
from backend.serve import DemoInProduction, UnsafeBind, check_bind, prepare
from backend.settings import Settings
from tests.builders.house import House
from tests.builders.server import Server

PRODUCTION = Settings(env="production", origin="https://halfday.example.cn", trusted_proxies="127.0.0.1")


def changed(**fields: object) -> Settings:
    return msgspec.structs.replace(PRODUCTION, **fields)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (changed(origin=""), "HALFDAY_ORIGIN"),
        (changed(origin="http://halfday.example.cn"), "HALFDAY_ORIGIN"),
        (changed(origin="http://127.0.0.1:8600"), "HALFDAY_ORIGIN"),
        (changed(trusted_proxies=""), "HALFDAY_TRUSTED_PROXIES"),
        (Settings(host="0.0.0.0"), "without TLS"),
        (Settings(host="192.0.2.1", origin="https://halfday.example.cn"), "without TLS"),
        (Settings(host="192.0.2.1", origin="http://a.cn", trusted_proxies="192.0.2.2"), "without TLS"),
        (Settings(host="192.0.2.1", trusted_proxies="192.0.2.2"), "without TLS"),
    ],
)
def test_an_unsafe_setting_is_refused_in_words(settings: Settings, named: str) -> None:
    with pytest.raises(UnsafeBind, match=named):
        check_bind(settings)


@pytest.mark.parametrize("settings", [PRODUCTION, changed(host="0.0.0.0"), Settings(), Settings(host="::1")])
def test_what_is_safe_starts(settings: Settings) -> None:
    check_bind(settings)


def test_a_proxy_that_is_no_address_is_named() -> None:
    with pytest.raises(ValueError, match="caddy"):
        check_bind(changed(trusted_proxies="caddy"))


async def test_a_demo_is_not_served_in_production(house: House, tmp_path: Path) -> None:
    await house.load_demo()
    with pytest.raises(DemoInProduction, match="HALFDAY_DATA"):
        await prepare(changed(data=str(tmp_path)), {}, demo=False)


async def test_demo_data_are_withheld_from_real_deployments(house: House, tmp_path: Path) -> None:
    await prepare(changed(data=str(tmp_path)), {}, demo=True)
    assert not await is_demo_database()
    await prepare(Settings(data=str(tmp_path)), {}, demo=is_postgres())
    assert not await is_demo_database()


async def test_on_a_real_database_the_demo_s_routes_and_clock_do_nothing(house: House, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("3600")
    settings = Settings(data=str(tmp_path), test_clock=str(tmp_path / "clock"))
    assert isinstance((await build_runtime(settings, {})).clock, SystemClock)
    assert isinstance(demo_clock(settings, demo=False), SystemClock)
    browser = house.browser()
    browser.headers["Host"] = "127.0.0.1:8600"
    assert (await browser.get("/api/demo/roles")).status_code == httpx.codes.NOT_FOUND
    entered = await browser.post("/api/demo/login", json={"role": "authority"})
    assert entered.status_code == httpx.codes.NOT_FOUND
    await house.load_demo()
    assert isinstance((await build_runtime(settings, {})).clock, ShiftedClock)


async def test_lost_keys_are_missed_before_new_ones_are_made(house: House, tmp_path: Path) -> None:
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await person_for(work, name="林晓", phone="13812345678")
    elsewhere = tmp_path / "elsewhere"
    kept = house.runtime.keys.current("data").kid
    with pytest.raises(KeysMissing, match=kept):
        await build_runtime(Settings(data=str(elsewhere)), {})
    with pytest.raises(KeysMissing, match="Bring the folder `keys` back"):
        await prepare(Settings(data=str(elsewhere)), {}, demo=False)
    assert not elsewhere.exists()
    ready = await house.browser().get("/health/ready")
    assert (ready.status_code, ready.json()["keys"]) == (200, True)
    shutil.move(tmp_path / "keys", tmp_path / "gone")
    ready = await house.browser().get("/health/ready")
    assert (ready.status_code, ready.json()["keys"]) == (503, False)
    shutil.move(tmp_path / "gone", tmp_path / "keys")
    await build_runtime(Settings(data=str(tmp_path)), {})


@pytest.mark.parametrize("purpose", ["sealing", "data", "index", "signing"])
async def test_each_purpose_is_missed(house: House, tmp_path: Path, purpose: str) -> None:
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await person_for(work, name="林晓", phone="13812345678")
    await house.runtime.find(Sealer).seal_all()
    (lost,) = (tmp_path / "keys").glob(f"{purpose}-*.json")
    lost.unlink()
    with pytest.raises(KeysMissing, match=purpose):
        await build_runtime(Settings(data=str(tmp_path)), {})
    assert list((tmp_path / "keys").glob(f"{purpose}-*.json")) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"HALFDAY_ENV": "production"}, "HALFDAY_ORIGIN"),
        ({"HALFDAY_ENV": "production", "HALFDAY_ORIGIN": "https://a.cn"}, "HALFDAY_TRUSTED_PROXIES"),
        ({"HALFDAY_HOST": "0.0.0.0"}, "without TLS"),
    ],
)
def test_the_command_says_so_and_ends(tmp_path: Path, environ: dict[str, str], said: str) -> None:
    server = Server(tmp_path, environ=environ)
    server.launch()
    assert server.process is not None
    try:
        assert server.process.wait(timeout=60) == 1
    except subprocess.TimeoutExpired:
        server.kill()
        raise
    told = server.log.read_text()
    assert said in told
    assert "Traceback" not in told
