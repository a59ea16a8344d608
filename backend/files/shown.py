"""Bytes on their way to somebody who may see them: logged, and not kept by a browser beyond its look (design §9)."""

import asyncio
from collections.abc import Mapping

from litestar import Response

from backend.files.reads import BytesShown, note_shown
from backend.kernel.actor import Actor
from backend.kernel.encoding import sha256_hex
from backend.kernel.http import AnyRequest
from backend.kernel.runtime import Runtime

NOT_MODIFIED = 304
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PREVIEW_KEPT = "private, max-age=60, must-revalidate"
"""A wall that is opened again and again in a minute does not ask for each small picture anew."""
_KEPT = "private, no-cache"
"""A browser may keep it, but asks each time: whoever looks is checked, and each look is logged."""


async def show_bytes(
    runtime: Runtime,
    actor: Actor,
    request: AnyRequest,
    shown: BytesShown,
    raw: bytes,
    *,
    media_type: str,
    digest: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response[bytes | None]:
    """The answer for bytes that the actor may see, empty (304) where the browser has them still. Either is a look.

    `digest`: the name the store keeps them under, which tells a browser's copy as well as hashing them anew would, and
    is not checked here: reading is not where damage is looked for (`halfday restore --check`, the bundle's verifier).
    None where they are derived.

    Raises:
        Busy: too much is waiting to be logged.
    """
    tag = f'"{digest or await asyncio.to_thread(sha256_hex, raw)}"'
    await note_shown(runtime, actor, shown)
    kept = {"ETag": tag, "Cache-Control": _PREVIEW_KEPT if shown.preview else _KEPT}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if tag in known:
        return Response(None, status_code=NOT_MODIFIED, headers=_HEADERS | kept)
    return Response(raw, media_type=media_type, headers=_HEADERS | kept | dict(headers or {}))
