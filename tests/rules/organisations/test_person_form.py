"""What whoever enters a person is told (design §9)."""

from backend.forms.definition import Form
from backend.forms.source import Source, read_definition
from backend.settings import ROOT

PERSON = ROOT / "backend" / "organisations" / "forms" / "person.toml"


def test_an_identity_number_is_asked_with_its_purpose_its_readers_and_how_long_it_is_kept() -> None:
    form = read_definition(Source("person.toml", PERSON.read_bytes()), Form)
    (number,) = (field for field in form.fields if field.key == "id_number")
    assert not number.required
    assert number.help is not None
    for told in ("可以不填", "告知本人", "核对后四位", "加密保存", "只有管理员", "保存到清除为止"):
        assert told in number.help.zh
    for told in (
        "left empty",
        "tell the person",
        "last four",
        "encrypted",
        "only administrators",
        "until it is cleared",
    ):
        assert told in number.help.en
