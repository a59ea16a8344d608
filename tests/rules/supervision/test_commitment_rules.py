"""What a text of the commitment letter may be, as a pure rule (catalogue 13.13)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.supervision.onsite.commitment_rules import LONGEST, SHORTEST, UnfitText, read_text
from backend.supervision.onsite.commitment_text import FIRST

letters = st.text(st.sampled_from("承诺书，。一二三\n 　"), min_size=SHORTEST, max_size=300).map(
    lambda text: f"一{text}。"
)


def test_the_first_text_is_fit() -> None:
    raw = FIRST.read_bytes()
    assert read_text(raw) == raw.decode().strip()


@given(letters)
def test_reading_again_changes_nothing(text: str) -> None:
    try:
        clean = read_text(text.encode())
    except UnfitText:
        return
    assert read_text(clean.encode()) == clean
    assert read_text(b"\xef\xbb\xbf" + clean.replace("\n", "\r\n").encode() + b"\r\n") == clean


@given(st.binary(max_size=400))
def test_no_file_breaks_it(raw: bytes) -> None:
    with suppress(UnfitText):
        assert SHORTEST <= len(read_text(raw)) <= LONGEST


@pytest.mark.parametrize("gap", ["{project}", "<姓名>", "____", "＿＿", "XXX", "××××", "【 】"])
def test_gaps_are_found_with_their_line(gap: str) -> None:
    text = "承诺\n" * SHORTEST + gap
    with pytest.raises(UnfitText, match=f"line {SHORTEST + 1} has a gap"):
        read_text(text.encode())
