"""`halfday flows check`, and the gate every flow passes before it comes into force."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from backend.flows.definition import Flow, Reopen, Step, read_flow
from backend.flows.graph_rules import ancestors, in_order
from backend.forms.check_names import condition_findings
from backend.forms.code_lists import CodeList
from backend.forms.conditions import fields_read
from backend.forms.definition import Form
from backend.forms.findings import Finding, blank_words, unreadable
from backend.forms.kinds import Field
from backend.forms.source import DefinitionError, Source

_Found = tuple[str, str, str]


class Known:
    """What flows may name: forms and code lists by key, roles, scope resolvers."""

    def __init__(
        self,
        forms: Mapping[str, Form],
        code_lists: Mapping[str, CodeList],
        roles: Collection[str],
        scopes: Collection[str],
    ) -> None:
        self.forms = forms
        self.code_lists = code_lists
        self.roles = roles
        self.scopes = scopes


def check_flows(sources: Iterable[Source], known: Known) -> tuple[dict[str, Flow], list[Finding]]:
    """Read and check flows; answers those that could be read by key, and everything wrong with them."""
    flows: dict[str, Flow] = {}
    findings: list[Finding] = []
    for source in sources:
        try:
            flow = read_flow(source)
        except DefinitionError as error:
            findings.append(unreadable(error))
            continue
        if flow.key in flows:
            findings.append(Finding(source.name, "key", "duplicate_definition", f"`{flow.key}` is defined twice"))
            continue
        flows[flow.key] = flow
        findings += blank_words(source.name, flow)
        findings += (Finding(source.name, path, code, detail) for path, code, detail in check_flow(flow, known))
    return flows, findings


def check_flow(flow: Flow, known: Known) -> list[_Found]:
    """Everything wrong with a flow whose file could be read, as path, code and detail."""
    return [
        *_graph_findings(flow),
        *_form_findings(flow, known),
        *(finding for step in flow.steps for finding in _step_findings(flow, step, known)),
        *_right_findings(flow, known),
    ]


def _graph_findings(flow: Flow) -> Iterator[_Found]:
    keys = Counter(step.key for step in flow.steps)
    yield from ((f"steps[{key}]", "duplicate_step", f"{times} times") for key, times in keys.items() if times > 1)
    if not flow.steps:
        yield "steps", "no_steps", "a flow needs a step"
    for step in flow.steps:
        for key in step.after:
            if key not in keys:
                yield f"steps[{step.key}].after", "unknown_step", f"there is no step `{key}`"
    reached = {step.key for step in in_order(flow)}
    for step in flow.steps:
        if step.key not in reached and all(key in keys for key in step.after):
            yield f"steps[{step.key}]", "unreachable_step", "it waits for itself, or for a step that never opens"
    if flow.steps and all(step.skip_when is not None for step in flow.steps):
        yield "steps", "every_step_skippable", "a case could be approved without anybody having seen it"


def _form_findings(flow: Flow, known: Known) -> Iterator[_Found]:
    if flow.form not in known.forms:
        yield "form", "unknown_form", f"there is no form `{flow.form}`"
    for step in flow.steps:
        if step.form is not None and step.form not in known.forms:
            yield f"steps[{step.key}].form", "unknown_form", f"there is no form `{step.form}`"


def _step_findings(flow: Flow, step: Step, known: Known) -> Iterator[_Found]:
    path = f"steps[{step.key}]"
    yield from _holder_findings(path, step.role, step.scope, known)
    if "approve" not in step.may:
        yield f"{path}.may", "step_cannot_pass", "nobody could ever approve it"
    if step.due_days is not None and step.due_days < 1:
        yield f"{path}.due_days", "impossible_limits", "at least one day"
    if step.skip_when is None:
        return
    readable = _readable(flow, step, known)
    yield from condition_findings(step.skip_when, readable, known.code_lists, f"{path}.skip_when")
    for name in fields_read(step.skip_when):
        before, dot, _ = name.partition(".")
        if dot and before not in ancestors(flow, step.key):
            yield f"{path}.skip_when", "condition_later_step", f"`{before}` is not decided before this step"


def _readable(flow: Flow, step: Step, known: Known) -> dict[str, Field]:
    """The fields a step's `skip_when` may read: the document's, and those reviewers before it filled in."""
    form = known.forms.get(flow.form)
    fields: dict[str, Field] = {field.key: field for field in form.fields} if form else {}
    for key in ancestors(flow, step.key):
        before = flow.step(key)
        reviewed = known.forms.get(before.form or "") if before else None
        fields |= {f"{key}.{field.key}": field for field in reviewed.fields} if reviewed else {}
    return fields


def _right_findings(flow: Flow, known: Known) -> Iterator[_Found]:
    steps = {step.key for step in flow.steps}
    keys = Counter(right.key for right in flow.rights)
    for right in flow.rights:
        path = f"rights[{right.key}]"
        if keys[right.key] > 1:
            yield path, "duplicate_right", f"{keys[right.key]} times"
        yield from _holder_findings(path, right.role, right.scope, known)
        for key in right.steps if isinstance(right, Reopen) else ():
            if key not in steps:
                yield f"{path}.steps", "unknown_step", f"there is no step `{key}`"


def _holder_findings(path: str, role: str, scope: str, known: Known) -> Iterator[_Found]:
    if role not in known.roles:
        yield f"{path}.role", "unknown_role", f"there is no role `{role}`"
    if scope not in known.scopes:
        yield f"{path}.scope", "unknown_scope", f"nothing resolves the scope `{scope}`"
