"""Flow files: strict reading and static checks, and the filing flow of catalogue 11.2."""

from collections.abc import Callable

import pytest

from backend.flows.case_rules import Outcome
from backend.flows.definition import Flow, flow_digest, flow_json, restore_flow
from backend.flows.definition_check import Known, check_flow, check_flows
from backend.flows.graph_rules import ancestors, descendants, in_order
from backend.forms.source import Source
from tests.builders.forms import field, form, library
from tests.rules.flows.sample_flows import (
    DIAMOND,
    FILING,
    Play,
    filing_flow,
    flow,
    reopening,
    step,
)

SAMPLE = form(field("a", "text") + field("b", "boolean")).form
RECORD = form(field("stays", "choice", 'code_list = "CL-YESNO"')).form
LIBRARY = library()
FORMS_SHIPPED = {key: LIBRARY.effective(key).form for key in LIBRARY.keys()}  # noqa: SIM118 - not a mapping
KNOWN = Known({"sample": SAMPLE, "record": RECORD}, library().code_lists, {"reviewer", "officer"}, {"unit"})


def found(checked: Flow) -> set[tuple[str, str]]:
    return {(path, code_) for path, code_, _ in check_flow(checked, KNOWN)}


def test_the_filing_flow_is_right() -> None:
    known = Known(FORMS_SHIPPED, library().code_lists, {"cme_authority"}, {"district"})
    flows, findings = check_flows([Source("filing.toml", FILING.read_bytes())], known)
    assert [str(finding) for finding in findings] == []
    assert list(flows) == ["filing"]


def test_the_filing_flow_is_that_of_the_catalogue() -> None:
    filing_ = filing_flow()
    labels = [filing_.states.of(state).zh for state in ("draft", "in_review", "approved", "rejected", "returned")]
    assert labels == ["未报备", "待审核", "已通过", "未通过", "已退回"]
    (only,) = filing_.steps
    assert (only.role, only.scope, only.may) == ("cme_authority", "district", ("approve", "reject", "return"))


def test_a_filing_goes_through_all_its_states() -> None:
    play = Play(filing_flow())
    review = "authority_review"
    seen = [play.case.state]
    acts: list[Callable[[], Outcome]] = [
        play.submit,
        lambda: play.decide(review, "reject"),
        play.submit,
        lambda: play.decide(review, "return"),
        play.submit,
        lambda: play.decide(review, form={"indoor": True}),
        lambda: play.recall(guard="filing_has_evidence"),
        play.recall,
        play.submit,
    ]
    for act in acts:
        act()
        seen.append(play.case.state)
    assert seen == [
        *("draft", "in_review", "rejected", "in_review", "returned", "in_review", "approved"),
        *("approved", "returned", "in_review"),
    ]
    assert play.open_steps() == {review}


def test_a_flow_is_stored_by_digest_and_read_back() -> None:
    assert restore_flow(flow_json(DIAMOND)) == DIAMOND
    assert flow_digest(DIAMOND) == flow_digest(restore_flow(flow_json(DIAMOND)))
    assert flow_digest(DIAMOND) != flow_digest(flow(*DIAMOND.steps, resume="here"))
    assert b'"afterReject"' in flow_json(DIAMOND)


def test_steps_have_an_order() -> None:
    assert [placed.key for placed in in_order(DIAMOND)] == ["top", "left", "right", "end"]
    assert ancestors(DIAMOND, "end") == {"top", "left", "right"}
    assert descendants(DIAMOND, "left") == ["end"]
    assert descendants(DIAMOND, "end") == []


@pytest.mark.parametrize(
    ("checked", "path", "finding"),
    [
        (flow(), "steps", "no_steps"),
        (flow(step("a"), step("a")), "steps[a]", "duplicate_step"),
        (flow(step("a", "gone")), "steps[a].after", "unknown_step"),
        (flow(step("a", "b"), step("b", "a")), "steps[a]", "unreachable_step"),
        (flow(step("x"), step("a", "a"), step("b", "a")), "steps[b]", "unreachable_step"),
        (flow(step("a", skip={"filled": "a"})), "steps", "every_step_skippable"),
        (flow(step("a", may=("return",))), "steps[a].may", "step_cannot_pass"),
        (flow(step("a", due_days=0)), "steps[a].due_days", "impossible_limits"),
        (flow(step("a", form="gone")), "steps[a].form", "unknown_form"),
        (flow(step("a"), step("b", skip={"filled": "gone"})), "steps[b].skip_when", "condition_unknown_field"),
        (
            flow(step("a"), step("b", skip={"field": "b", "equals": "1"})),
            "steps[b].skip_when",
            "condition_never_true",
        ),
        (
            flow(step("a", form="record"), step("b", skip={"filled": "a.stays"})),
            "steps[b].skip_when",
            "condition_later_step",
        ),
        (
            flow(step("a", form="record"), step("b", "a", skip={"filled": "a.gone"})),
            "steps[b].skip_when",
            "condition_unknown_field",
        ),
        (flow(step("a"), rights=[reopening("gone")]), "rights[reopen].steps", "unknown_step"),
        (flow(step("a"), rights=[reopening("a"), reopening("a")]), "rights[reopen]", "duplicate_right"),
    ],
)
def test_mistakes_are_named(checked: Flow, path: str, finding: str) -> None:
    assert (path, finding) in found(checked)


def test_a_skip_may_read_the_document_and_steps_before() -> None:
    reading = flow(
        step("a", form="record"),
        step("b", "a", skip={"any": [{"field": "b", "equals": True}, {"field": "a.stays", "equals": "0"}]}),
    )
    assert found(reading) == set()


def test_roles_scopes_and_the_form_must_be_known() -> None:
    strict = Known({}, {}, set(), set())
    codes = {(path, code_) for path, code_, _ in check_flow(flow(step("a"), rights=[reopening("a")]), strict)}
    assert codes == {
        ("form", "unknown_form"),
        ("steps[a].role", "unknown_role"),
        ("steps[a].scope", "unknown_scope"),
        ("rights[reopen].role", "unknown_role"),
        ("rights[reopen].scope", "unknown_scope"),
    }


def test_broken_double_and_wordless_files_are_named() -> None:
    text = FILING.read_text()
    sources = [
        Source("one.toml", text.encode()),
        Source("two.toml", text.encode()),
        Source("three.toml", text.replace("after_reject", "after_rejection").encode()),
        Source("four.toml", text.replace('"filing"', '"other"', 1).replace("待审核", "").encode()),
    ]
    known = Known(FORMS_SHIPPED, library().code_lists, {"cme_authority"}, {"district"})
    _, findings = check_flows(sources, known)
    assert [(finding.file, finding.code) for finding in findings] == [
        ("two.toml", "duplicate_definition"),
        ("three.toml", "bad_definition"),
        ("four.toml", "missing_label"),
    ]
