"""Schema, summary, differences and moving drafts."""

from backend.forms.definition_changes import DefinitionChange, definition_changes, move_draft
from backend.forms.difference import Change, difference
from backend.forms.schema import DIALECT, json_schema
from backend.forms.summary import shown, summary
from tests.builders.forms import HOSPITAL, context, field, filing, filing_document, form, speaker

FILING = filing()
CONTEXT = context(FILING)


def test_the_schema_says_what_a_document_looks_like() -> None:
    schema = json_schema(FILING)
    assert schema["$schema"] == DIALECT
    assert FILING.digest in str(schema["$id"])
    assert schema["additionalProperties"] is False
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == set(filing_document()) | {"venues", "days_off"}
    assert properties["project_no"] == {"title": "项目编号", "type": "string", "minLength": 1, "maxLength": 60}
    assert properties["project_level"]["enum"][0] == "national"
    assert properties["planned_start"]["format"] == "date"
    speakers = properties["speakers"]
    assert (speakers["minItems"], speakers["maxItems"]) == (1, 500)
    assert speakers["items"]["required"] == ["id", "name", "topic", "date", "half"]
    assert json_schema(FILING, "en")["title"] == "Project filing"


def test_the_schema_leaves_conditions_to_the_server_and_shows_them() -> None:
    effective = form(
        field("a", "boolean", "required = true")
        + field("b", "text", 'required = true\nvisible_when = { field = "a", equals = true }')
        + field("c", "text", 'required_when = { filled = "a" }')
    )
    schema = json_schema(effective)
    assert schema["required"] == ["a"]
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["b"]["x-visibleWhen"] == {"field": "a", "equals": True}
    assert properties["c"]["x-requiredWhen"] == {"filled": "a"}


def test_a_summary_is_one_line_in_either_language() -> None:
    line = summary(FILING, filing_document(), CONTEXT, "zh")
    assert line == "2026-03-01-001 心血管疾病诊疗新进展学习班（2026-12-01 至 2026-12-02）"
    assert summary(FILING, {}, CONTEXT, "en") == "— — (— to —)"
    assert summary(form(field("a", "text")), {"a": "x"}, CONTEXT, "zh") == "样表"


def test_values_are_shown_in_words_and_masked() -> None:
    document = filing_document()
    assert shown(FILING, document, "project_level", CONTEXT, "zh") == "市级继续医学教育项目"
    assert shown(FILING, document, "organiser", CONTEXT, "zh") == "海淀医院"
    assert shown(FILING, document, "leader_phone", CONTEXT, "zh") == "138****8000"
    assert shown(FILING, document, "notice_file", CONTEXT, "zh") == "通知.pdf"
    assert shown(FILING, document, "speakers", CONTEXT, "zh") == "2"
    assert shown(FILING, {"organiser": 5}, "organiser", CONTEXT, "zh") == "5"
    assert HOSPITAL not in shown(FILING, document, "organiser", CONTEXT, "en")


def test_nothing_changed_is_no_difference() -> None:
    assert difference(FILING.form, filing_document(), filing_document()) == []
    assert difference(FILING.form, {"credits": ""}, {}) == []


def test_a_reviewer_sees_what_changed_by_path() -> None:
    older = filing_document()
    del older["credits"]
    newer = filing_document(
        place="另一处",
        expected_people=None,
        speakers=[speaker("r3", name="孙丽"), speaker("r1", topic="房颤")],
    )
    assert difference(FILING.form, older, newer) == [
        Change(path="place", what="changed", before=older["place"], after="另一处"),
        Change(path="expected_people", what="removed", before=120),
        Change(path="credits", what="added", after="5.5"),
        Change(path="speakers.0", what="added", after=speaker("r3", name="孙丽"), row="r3"),
        Change(path="speakers.1.topic", what="changed", before="心衰", after="房颤", row="r1"),
        Change(path="speakers.1", what="removed", before=speaker("r2", name="赵强", half="pm"), row="r2"),
    ]


def test_rows_in_another_order_are_one_change() -> None:
    rows = [speaker("a"), speaker("b"), speaker("c")]
    changes = difference(FILING.form, {"speakers": rows}, {"speakers": [rows[2], rows[0]]})
    assert [(change.what, change.path) for change in changes] == [("moved", "speakers"), ("removed", "speakers.1")]
    assert (changes[0].before, changes[0].after) == (["a", "c"], ["c", "a"])


def test_a_draft_moves_to_the_newest_definition_with_a_list_of_what_changed() -> None:
    older = form(
        field("a", "text") + field("b", "text") + field("c", "integer") + field("e", "choice", 'code_list = "CL-SEX"')
    )
    newer = form(
        field("a", "text", "max_length = 5\nrequired = true")
        + field("c", "text")
        + field("d", "text")
        + field("e", "choice", 'code_list = "CL-YESNO"')
    )
    moved = move_draft({"a": "long enough", "b": "gone", "c": 5, "e": "1"}, older, newer)
    assert moved.document == {"a": "long enough", "e": "1"}
    assert moved.lost == ("b", "c")
    assert moved.changes == (
        DefinitionChange("a", "limit"),
        DefinitionChange("a", "required"),
        DefinitionChange("c", "kind"),
        DefinitionChange("d", "added"),
        DefinitionChange("e", "choices"),
        DefinitionChange("b", "removed"),
    )
    assert definition_changes(newer, newer) == []


def test_rows_move_with_their_draft() -> None:
    row = '\n[[fields.fields]]\nkey = "{}"\nkind = "text"\nlabel = {{ zh = "甲", en = "A" }}\n'
    older = form(field("t", "list") + row.format("x") + row.format("y"))
    newer = form(field("t", "list") + row.format("y"))
    moved = move_draft({"t": [{"id": "1", "x": "lost", "y": "kept"}]}, older, newer)
    assert moved.document == {"t": [{"id": "1", "y": "kept"}]}
    assert moved.lost == ("t.0.x",)
    assert moved.changes == (DefinitionChange("t.x", "removed"),)
