"""`--lan` on a real server: TLS under the local authority, its certificate handed out in the open."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from backend.serve import UnsafeBind, check_bind
from backend.settings import Settings
from tests.builders.server import Server

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    serving = Server(tmp_path, environ={"HALFDAY_LAN": "1", "HALFDAY_HOST": "127.0.0.1"})
    serving.start()
    yield serving
    serving.stop()


def test_the_handed_out_certificate_opens_the_app_and_the_demo(server: Server, tmp_path: Path) -> None:
    page = f"http://127.0.0.1:{server.port + 1}"
    shown = httpx.get(page + "/")
    assert server.origin in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    certificate = httpx.get(page + "/halfday.crt")
    assert certificate.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert httpx.get(page + "/authority.key").status_code == httpx.codes.NOT_FOUND
    trusted = tmp_path / "trusted.crt"
    trusted.write_bytes(certificate.content)
    context = ssl.create_default_context(cafile=str(trusted))
    roles = httpx.get(f"{server.origin}/api/demo/roles", verify=context)
    assert roles.status_code == httpx.codes.OK
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"{server.origin}/health/live")


@pytest.mark.parametrize("settings", [Settings(lan=True, env="production"), Settings(lan=True, origin="https://a.cn")])
def test_it_is_for_trying_out_only(settings: Settings) -> None:
    with pytest.raises(UnsafeBind, match="--lan"):
        check_bind(settings)
