"""Trying Halfday on phones of one's own network: a local CA, a leaf for the address, a page that hands the CA out."""

from collections.abc import Callable

import segno

from backend.lan.certificates import LanCertificates, ensure_certificates, fingerprint
from backend.lan.handout import Handout, serve_handout
from backend.settings import Settings

SAYING = """  在手机上试用 On a phone in the same network:
    1. 扫码或打开 {page} ，按步骤让手机信任证书 (trust the certificate as shown there)
    2. 打开 {app}
    证书指纹 SHA-256 {fingerprint}
    不信任证书，拍照、定位和离线在手机上不能用。 Without trust, camera, position and offline will not work.
"""


class PortTaken(ValueError):
    """Somebody listens where the certificate's page should be."""


def hand_out(settings: Settings, say: Callable[[str], None]) -> LanCertificates:
    """Make what TLS needs, serve the page beside the app on the next port, and say where to go.

    Raises:
        NotPrivate, PortTaken: with what to do.
    """
    found = ensure_certificates(settings.data_dir / "lan", settings.host)
    mark = fingerprint(found.authority)
    handout = Handout(settings.public_origin, mark, found.authority.read_bytes())
    try:
        serve_handout(handout, settings.host, settings.port + 1)
    except OSError as error:
        raise PortTaken(f"port {settings.port + 1} (for the certificate) is taken: choose another --port") from error
    page = f"http://{settings.host}:{settings.port + 1}"
    say(SAYING.format(page=page, app=settings.public_origin, fingerprint=mark))
    say(_drawn(page))
    return found


def _drawn(text: str) -> str:
    """A QR code for a terminal."""
    rows = [list(row) for row in segno.make(text, error="l").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    halves = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("    " + "".join(halves[up, down] for up, down in zip(*pair, strict=True)) for pair in pairs)
