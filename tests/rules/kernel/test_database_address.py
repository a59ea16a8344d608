"""HALFDAY_DATABASE_URL: what it says takes effect, or is refused in words."""

from pathlib import Path
from urllib.parse import quote

import pytest

from backend.kernel.db.postgres import config_of, tls_of

WHOLE = "postgresql://half%40day:p%23w@db.example.cn:5433/halfday"


def test_every_part_is_passed_on() -> None:
    assert config_of(WHOLE) == {
        "database": "halfday",
        "host": "db.example.cn",
        "port": 5433,
        "user": "half@day",
        "password": "p#w",
    }
    assert config_of("postgresql:///halfday?host=%2Frun%2Fpg") == {"database": "halfday", "host": "/run/pg"}


def test_tls_is_not_lost_wherever_it_stands(tmp_path: Path) -> None:
    trusted = tmp_path / "our ca.pem"
    trusted.touch()
    config = config_of(f"{WHOLE}?sslmode=verify-full&host=/run/pg&sslrootcert={quote(str(trusted))}")
    assert config["host"] == "/run/pg"
    assert tls_of(config) == {"sslmode": "verify-full", "sslrootcert": str(trusted)}
    assert tls_of(config_of(WHOLE)) == {}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("application_name=x", "application_name is not understood"),
        ("sslmode=verify", "sslmode is one of disable"),
        ("sslmode=", "sslmode has no value"),
        ("sslrootcert=/absent.pem", "names /absent.pem, which is no file"),
        ("host=/run/pg&pool=5", "pool is not understood"),
    ],
)
def test_what_would_have_no_effect_is_refused(query: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        config_of(f"{WHOLE}?{query}")
