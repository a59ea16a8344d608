"""The built PWA beside the API: precompressed, immutable where hashed, one page for every address of the app."""

from pathlib import Path
from wsgiref.headers import Headers

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from servestatic import ServeStaticASGI

from backend.settings import ROOT

DIST = ROOT / "pwa" / "dist"
SERVER_PATHS = ("/api/", "/schema", "/health/", "/.well-known/", "/metrics", "/c/", "/verify/")
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types vue app-sw",
    )
)
PAGE_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(self), screen-wake-lock=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def with_static_files(api: ASGIApp, folder: Path = DIST) -> ASGIApp:
    """Files of the build where they exist, the app's page for its addresses, the API for everything else."""
    if not (folder / "index.html").exists():
        return api
    files: ASGIApp = ServeStaticASGI(
        api,
        root=folder,
        max_age=0,
        allow_all_origins=False,
        add_headers_function=_add_headers,
        immutable_file_test=r"^/assets/",
    )

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] == ScopeType.HTTP and not path.startswith(SERVER_PATHS) and "." not in path.rsplit("/", 1)[-1]:
            scope["path"] = "/index.html"
        await files(scope, receive, send)

    return serve


def _add_headers(headers: Headers, _: str, url: str) -> None:
    for name, value in PAGE_HEADERS.items():
        headers[name] = value
    if not url.startswith("/assets/"):
        headers["Cache-Control"] = "no-cache"
