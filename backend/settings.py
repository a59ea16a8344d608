"""The server's own settings, typed, from the environment. Areas read theirs through `Runtime.settings`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

ROOT = Path(__file__).resolve().parent.parent


class Settings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_*; the README's table describes each."""

    data: str = "var"
    database_url: str = ""
    env: Literal["development", "production"] = "development"
    zone: str = "Asia/Shanghai"
    host: str = "127.0.0.1"
    port: int = 8600
    origin: str = ""
    lan: bool = False
    trusted_proxies: str = ""
    test_clock: str = ""
    pwa: str = "pwa/dist"

    @property
    def data_dir(self) -> Path:
        return (ROOT / self.data).resolve()

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def public_origin(self) -> str:
        """The address people use, without a trailing slash."""
        return self.origin.rstrip("/") or f"{'https' if self.lan else 'http'}://{self.host}:{self.port}"

    @property
    def production(self) -> bool:
        return self.env == "production"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment.

    Raises:
        ValueError: a variable does not hold what it should; the message names it.
    """
    given = {
        f: environ[f"HALFDAY_{f.upper()}"] for f in Settings.__struct_fields__ if f"HALFDAY_{f.upper()}" in environ
    }
    try:
        return msgspec.convert(given, type=Settings, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"HALFDAY_…: {error}") from error
