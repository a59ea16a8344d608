"""Code lists: what the catalogue says is in them, and how written words lead to codes."""

from datetime import date, timedelta

import pytest

from backend.forms.code_lists import Entry, choices_of
from backend.forms.words import Label
from tests.builders.forms import TODAY, library

LISTS = library().code_lists


@pytest.mark.parametrize(
    ("key", "labels"),
    [
        ("CL-SEX", ["男", "女", "未知的性别", "未说明的性别"]),
        ("CL-YESNO", ["是", "否"]),
        ("CL-SUPRATE", ["合格", "基本合格", "不合格"]),
        ("CL-UNITLEVEL", ["三级医院", "驻区医院", "区直属医院", "统管医院"]),
        ("CL-VERIFYSCOPE", ["综合", "中医"]),
    ],
)
def test_short_lists_are_whole(key: str, labels: list[str]) -> None:
    assert [entry.label.zh for entry in choices_of(LISTS[key].entries).entries] == labels


def test_long_lists_are_whole() -> None:
    assert len(LISTS["CL-IDTYPE"].entries) == 11
    assert len(LISTS["CL-CREDITCAT"].entries) == 13
    assert len(LISTS["CL-DISTRICT"].entries) == 17
    disciplines = LISTS["CL-CMEDISC"].entries
    assert sum(entry.parent is None for entry in disciplines) == 18
    by_code = {entry.code: entry.label.zh for entry in disciplines}
    assert (by_code["0103"], by_code["1404"], by_code["18"]) == ("遗传学", "儿科护理学", "中医药学")


def test_both_spellings_of_the_licensed_projects_are_one_code() -> None:
    choices = choices_of(LISTS["CL-CREDITCAT"].entries)
    for word in ("北京市继教委许可发证书项目", "北京市许可发证书项目", " licensed_certificate "):
        assert choices.codes_of(word) == ("licensed_certificate",)


def test_words_are_read_whatever_their_width_case_and_spacing() -> None:
    choices = choices_of(LISTS["CL-CREDITCAT"].entries)
    assert choices.codes_of("在职学历（学位）教育") == ("degree_education",)
    assert choices.codes_of("PLANNED  self-study") == ("self_study",)
    assert choices.codes_of("别的") == ()


def test_a_label_several_entries_share_is_told_apart_by_the_one_above() -> None:
    choices = choices_of(LISTS["CL-CMEDISC"].entries)
    assert len(choices.codes_of("其他")) == 4
    assert choices.codes_of("临床内科学/其他") == ("0399",)
    assert choices.cell_word(choices.by_code["0399"], "zh") == "临床内科学/其他"
    assert choices.cell_word(choices.by_code["0301"], "zh") == "心血管病学"


def test_every_word_written_into_a_cell_leads_back_to_its_code() -> None:
    for code_list in LISTS.values():
        choices = choices_of(code_list.entries)
        for entry in choices.entries:
            assert choices.codes_of(choices.cell_word(entry, "zh")) == (entry.code,)
            assert choices.codes_of(choices.cell_word(entry, "en")) == (entry.code,)


def test_an_entry_is_usable_from_its_first_to_its_last_day() -> None:
    day = timedelta(days=1)
    entry = Entry(code="a", label=Label(zh="甲", en="A"), valid_from=TODAY, valid_to=TODAY + day)
    assert [entry.usable(TODAY + day * n) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert not Entry(code="a", label=Label(zh="甲", en="A"), active=False).usable(date(2020, 1, 1))


def test_a_retired_code_stays_readable() -> None:
    choices = choices_of(LISTS["CL-SEX"].entries)
    assert choices.label("9", "zh") == "未说明的性别"
    assert choices.label("gone", "zh") == "gone"
    assert [entry.code for entry in choices.usable(TODAY)] == ["1", "2"]


def test_entries_come_in_their_order() -> None:
    entries = tuple(Entry(code=str(n), label=Label(zh=str(n), en=str(n)), order=-n) for n in range(3))
    assert [entry.code for entry in choices_of(entries).entries] == ["2", "1", "0"]
