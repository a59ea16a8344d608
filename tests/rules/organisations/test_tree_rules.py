"""What may become of the tree, and what an import of it would do, as pure rules."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.organisations.people.role_rules import Administrator, Top
from backend.organisations.tree.import_rules import (
    Judged,
    KnownOrganisation,
    OrganisationLine,
    TreeJudge,
    in_order,
)
from backend.organisations.tree.path_rules import SEGMENT, ancestors, is_within, next_segment, segment
from backend.organisations.tree.tree_rules import (
    DEEPEST,
    fits_below,
    level_of,
    moved_path,
    normalise_code,
    would_be_own_ancestor,
)

segments = st.integers(0, 36**SEGMENT - 1).map(segment)
paths = st.lists(segments, min_size=1, max_size=DEEPEST).map("".join)
ROOT = KnownOrganisation(UUID(int=1), "ROOT", None, "0000", "根", "authority", "", "", True)
EVERYWHERE = Administrator((Top("", 100),))


@given(st.lists(st.integers(0, 36**SEGMENT - 2), max_size=20))
def test_a_new_child_stands_behind_its_siblings(numbers: list[int]) -> None:
    siblings = ["0000" + segment(number) for number in numbers]
    assert all("0000" + next_segment(siblings) > path for path in siblings)


@given(paths, paths)
def test_a_subtree_moves_whole(path: str, target: str) -> None:
    old = ancestors(path)[0]
    moved = moved_path(path, old, target)
    assert is_within(moved, target)
    assert moved[len(target) :] == path[len(old) :]


@given(paths, paths)
def test_nothing_fits_that_would_be_too_deep(parent: str, path: str) -> None:
    for top in ancestors(path):
        moved = level_of(parent) + 1 + level_of(path) - level_of(top)
        assert fits_below(parent, top, path) == (moved <= DEEPEST)
        assert would_be_own_ancestor(top, path)


@given(st.text(max_size=50))
def test_codes_keep_their_form(text: str) -> None:
    code = normalise_code(text)
    assert code is None or (normalise_code(code) == code and code.isascii() and len(code) <= 40)


def test_codes_are_told_apart_whatever_their_width_and_case() -> None:
    assert normalise_code(" ｈ-０1.a ") == "H-01.A"
    for text in ("", " ", "-1", "医院", "A B", "A" * 41, "A\u202e"):
        assert normalise_code(text) is None


def line(code: str, parent: str = "", **changes: str) -> OrganisationLine:
    values = {"name": code, "kind": "office", "level": "", "district": ""}
    return OrganisationLine(code, parent, values | changes)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 14)), max_size=25, unique_by=lambda pair: pair[0]))
def test_what_is_added_hangs_together(pairs: list[tuple[int, int]]) -> None:
    """Every allowed new row reaches the top over allowed rows, in an order in which each finds the one above it."""
    lines = [line(f"N{code}", f"N{parent}" if parent < 14 else "") for code, parent in pairs]
    judge = TreeJudge(lines, {}, EVERYWHERE, ROOT.path)
    allowed = [one for one in lines if not judge.judge(one).faults]
    seen = {""}
    for one in in_order(allowed):
        assert one.parent in seen
        seen.add(one.code)
    refused = {one.code for one in lines} - seen
    assert all(one.parent in refused or one.parent not in seen for one in lines if one.code in refused)


def test_the_tree_goes_no_deeper() -> None:
    lines = [line(f"N{level}", f"N{level - 1}" if level else "") for level in range(DEEPEST + 3)]
    judge = TreeJudge(lines, {}, EVERYWHERE, ROOT.path)
    judged = [judge.judge(one) for one in reversed(lines)]
    assert [one.faults for one in judged].count((("parent", "too_deep"),)) == 4
    assert sum(one.faults == () for one in judged) == DEEPEST - 1


def test_known_organisations_are_brought_up_to_date() -> None:
    unit = KnownOrganisation(UUID(int=2), "U", "ROOT", "00000000", "医院", "office", "", "", True)
    ended = KnownOrganisation(UUID(int=3), "E", "ROOT", "00000001", "旧", "office", "", "", False)
    known = {one.code: one for one in (ROOT, unit, ended)}

    def judged(one: OrganisationLine, administrator: Administrator = EVERYWHERE) -> Judged:
        return TreeJudge([one], known, administrator, ROOT.path).judge(one)

    own = Administrator((Top("00000000", 50),))
    assert judged(line("U", "ROOT", name="医院")) == Judged("unchanged")
    assert judged(line("U", name="新名")) == Judged("update")
    assert judged(line("U", "E", name="医院")).faults == (("parent", "differs"),)
    assert judged(line("U", name="新名"), own).faults == (("code", "not_below"),)
    assert judged(line("ROOT", name="新名"), own).faults == (("code", "taken"),)
    assert judged(line("E")).faults == (("code", "organisation_closed"),)
    assert judged(line("N", "E")).faults == (("parent", "organisation_closed"),)
    assert judged(line("N", "ROOT"), own).faults == (("parent", "unknown_organisation"),)
    assert judged(line("N", "U"), own) == Judged("add")
    assert TreeJudge([line("N")], known, EVERYWHERE, None).judge(line("N")).faults == (("parent", "required"),)
