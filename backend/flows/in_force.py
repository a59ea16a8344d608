"""The definitions in force on this server: forms with the deployment's changes, code lists, flows."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import backend.forms
from backend.flows.definition import Flow
from backend.flows.definition_check import Known, check_flows
from backend.flows.ports import FieldColumns, FlowFiles, FormFiles, Roles, ScopeResolver
from backend.flows.settings import FormsSettings
from backend.forms.check import check_definitions
from backend.forms.check_columns import Place
from backend.forms.effective import Effective
from backend.forms.findings import Finding
from backend.forms.library import Library
from backend.forms.source import Source, read_folder
from backend.kernel.runtime import Runtime

Sources = tuple[Source, ...]
LISTS = Path(backend.forms.__file__).parent / "lists"


class Definitions:
    """Service: what is in force. Made once at start."""

    def __init__(self, library: Library, flows: Mapping[str, Flow]) -> None:
        self._library = library
        self._flows = dict(flows)

    def form(self, key: str) -> Effective:
        """The effective definition of a form.

        Raises:
            KeyError: no area defines it.
        """
        return self._library.effective(key)

    def flow(self, key: str) -> Flow:
        """A flow.

        Raises:
            KeyError: no area defines it.
        """
        return self._flows[key]

    def counts(self) -> tuple[int, int, int]:
        """How many forms, code lists and flows."""
        return len(self._library.keys()), len(self._library.code_lists), len(self._flows)


async def start_definitions(runtime: Runtime) -> None:
    """Put the definitions into force.

    Raises:
        ValueError: anything at all is wrong with them; a server does not start on half of its forms.
    """
    found, findings = load(runtime, overlays_folder(runtime))
    if findings or found is None:
        raise ValueError("\n".join(str(finding) for finding in findings))
    runtime.provide(Definitions, found)


def overlays_folder(runtime: Runtime) -> Path:
    """Where this deployment's changes lie; need not exist."""
    return runtime.data_dir / runtime.settings(FormsSettings).overlays


def load(runtime: Runtime, overlays: Path) -> tuple[Definitions | None, tuple[Finding, ...]]:
    """The definitions of all areas with the changes of an overlay folder; None and what is wrong, if anything is."""
    wiring = runtime.wiring
    return _load(
        tuple(source for port in wiring.all(FormFiles) for source in port.sources),
        tuple(source for port in wiring.all(FlowFiles) for source in port.sources),
        read_folder(overlays) if overlays.is_dir() else (),
        tuple(place for port in wiring.all(FieldColumns) for place in port.places()),
        frozenset().union(*(port.keys for port in wiring.all(Roles))),
        frozenset(port.name for port in wiring.all(ScopeResolver)),
    )


@lru_cache(maxsize=4)
def _load(
    forms: Sources,
    flows: Sources,
    overlays: Sources,
    columns: tuple[Place, ...],
    roles: frozenset[str],
    scopes: frozenset[str],
) -> tuple[Definitions | None, tuple[Finding, ...]]:
    checked = check_definitions(forms, read_folder(LISTS), overlays, columns)
    known = Known(checked.forms, checked.code_lists, roles, scopes)
    read, faults = check_flows(flows, known)
    findings = (*checked.findings, *faults)
    return (None if findings else Definitions(Library(checked.forms, checked.code_lists), read)), findings
