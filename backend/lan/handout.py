"""The plain-HTTP page that hands the local authority to phones and says how to trust it."""

import threading
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = Path(__file__).with_name("page.html")
CERTIFICATE = "/halfday.crt"
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Handout:
    """What the page tells: where the app is, and how to recognise the certificate."""

    app: str
    fingerprint: str
    certificate: bytes

    def page(self) -> bytes:
        """The page, filled in."""
        text = PAGE.read_text("utf-8")
        for name, value in (("APP", self.app), ("FINGERPRINT", self.fingerprint), ("CERTIFICATE", CERTIFICATE)):
            text = text.replace("{{" + name + "}}", escape(value))
        return text.encode()


def serve_handout(handout: Handout, address: str, port: int) -> ThreadingHTTPServer:
    """Serve the page in a thread of its own until the process ends.

    Raises:
        OSError: the port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            if self.path == CERTIFICATE:
                self._answer(handout.certificate, "application/x-x509-ca-cert")
            elif self.path == "/":
                self._answer(handout.page(), "text/html; charset=utf-8")
            else:
                self.send_error(HTTPStatus.NOT_FOUND)

        def _answer(self, body: bytes, kind: str) -> None:
            self.send_response(HTTPStatus.OK)
            for name, value in (SECURITY | {"Content-Type": kind, "Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: who fetches the certificate is nobody's business."""

    server = ThreadingHTTPServer((address, port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="handout", daemon=True).start()
    return server
