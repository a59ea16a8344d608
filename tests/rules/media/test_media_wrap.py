"""Lines break where Chinese and Latin writing allow it, and never run out of their column."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.wrap import plain, wrap

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=80).map(plain)
WIDTHS = st.integers(4, 60)


def measure(text: str) -> float:
    """Chinese characters two wide, all others one."""
    return sum(2 if character > "⺀" else 1 for character in text)


@given(TEXTS, WIDTHS, st.integers(1, 4))
@example("0000[", 4, 1)
def test_no_line_is_too_wide_and_there_are_not_too_many(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, measure, most)
    assert len(lines) <= most
    assert all(measure(line) <= width for line in lines)
    assert all(lines)


@given(TEXTS, WIDTHS)
def test_nothing_is_lost_when_there_is_room(text: str, width: int) -> None:
    lines = wrap(text, width, measure, 1_000)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, WIDTHS)
def test_a_cut_is_marked(text: str, width: int) -> None:
    if len(wrap(text, width, measure, 1_000)) > 1:
        assert wrap(text, width, measure, 1)[0].endswith("…")


def test_lines_are_about_equally_long() -> None:
    assert wrap("一二三四五六七八九十甲", 20, measure, 3) == ["一二三四五六", "七八九十甲"]


def test_words_stay_whole_and_punctuation_keeps_its_side() -> None:
    assert wrap("关于 COVID-19 的培训", 12, measure, 3) == ["关于", "COVID-19", "的培训"]
    assert wrap("学习班（第二期）。", 8, measure, 9) == ["学习班", "（第二", "期）。"]


def test_a_word_wider_than_the_column_is_broken() -> None:
    assert wrap("supercalifragilistic", 10, measure, 9) == ["supercalif", "ragilistic"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("  张\n三\t", "张 三"), ("张\u202e三\u200b\x07", "张三"), ("\ud800张", "张"), ("👩‍⚕ 张", "👩⚕ 张"), ("", "")],
)
def test_what_could_falsify_a_line_is_left_out(text: str, shown: str) -> None:
    assert plain(text) == shown
