"""Definitions are stored under their digest at first use, and read back by it (design §6)."""

from functools import lru_cache

from backend.audit.work import Work
from backend.flows.definition import Flow, flow_digest, flow_json, restore_flow
from backend.flows.tables import Definition
from backend.forms.effective import Effective, restore
from backend.kernel.errors import NotFound

KEPT = 64


async def store_form(work: Work, effective: Effective) -> str:
    """Keep an effective form; its digest."""
    await _store(work, effective.digest, "form", effective.form.key, effective.json)
    return effective.digest


async def store_flow(work: Work, flow: Flow) -> str:
    """Keep a flow; its digest."""
    digest = flow_digest(flow)
    await _store(work, digest, "flow", flow.key, flow_json(flow))
    return digest


async def stored_form(digest: str) -> Effective:
    """The form a document was made under."""
    return _form(await stored_body(digest, "form"))


async def stored_flow(digest: str) -> Flow:
    """The flow a case runs under."""
    return _flow(await stored_body(digest, "flow"))


async def stored_body(digest: str, kind: str) -> str:
    """The canonical JSON of a definition.

    Raises:
        NotFound: nothing was ever made under it.
    """
    row = await Definition.select(Definition.body).where(Definition.digest == digest, Definition.kind == kind).first()
    if row is None:
        raise NotFound
    return str(row["body"])


async def _store(work: Work, digest: str, kind: str, key: str, body: bytes) -> None:
    row = Definition(digest=digest, kind=kind, key=key, body=body.decode(), stored_at=work.at)
    await Definition.insert(row).on_conflict(Definition.digest, "DO NOTHING")


@lru_cache(maxsize=KEPT)
def _form(body: str) -> Effective:
    return restore(body.encode())


@lru_cache(maxsize=KEPT)
def _flow(body: str) -> Flow:
    return restore_flow(body.encode())
