"""Who administers what, and who may give which role where, as pure rules (design §9)."""

from hypothesis import given
from hypothesis import strategies as st

from backend.organisations.people.role_rules import (
    AUTHORITY,
    CLERK,
    PLATFORM,
    ROLES,
    UNIT_ADMIN,
    Administrator,
    Place,
    Top,
    grant_fault,
    grantable,
)
from backend.organisations.tree.path_rules import SEGMENT, is_within

BY_KEY = {role.key: role for role in ROLES}
paths = st.lists(st.sampled_from(["0000", "0001", "00zz"]), min_size=1, max_size=4).map("".join)
tops = st.lists(st.builds(Top, paths, st.sampled_from([10, 50])), min_size=1, max_size=3).map(tuple)
administrators = st.builds(Administrator, tops)
places = st.builds(Place, paths, st.sampled_from(["authority", "institution"]), st.booleans())
EVERYWHERE = Administrator((Top("", 100),))


@given(administrators, paths)
def test_nothing_is_changed_that_is_not_seen(administrator: Administrator, path: str) -> None:
    assert not administrator.changes(path) or administrator.sees(path)
    assert administrator.sees(path) == (administrator.rank_at(path) >= 0)
    assert administrator.sees(path) == any(is_within(path, top.path) for top in administrator.tops)


@given(st.builds(Top, paths, st.just(50)))
def test_ones_own_top_is_changed_by_those_above(top: Top) -> None:
    one = Administrator((top,))
    assert one.sees(top.path)
    assert not one.changes(top.path)
    assert one.changes(top.path + "0" * SEGMENT)
    assert EVERYWHERE.changes(top.path)


@given(administrators, places)
def test_no_role_above_ones_own_is_given(administrator: Administrator, place: Place) -> None:
    for key in grantable(administrator, ROLES, place):
        assert BY_KEY[key].rank <= administrator.rank_at(place.path)
        assert grant_fault(administrator, BY_KEY[key], place) is None
    assert PLATFORM not in grantable(administrator, ROLES, place)


@given(administrators, st.lists(st.tuples(paths, st.sampled_from([0, 10, 50, 100])), max_size=4))
def test_a_person_is_ones_own_only_with_every_role(administrator: Administrator, held: list[tuple[str, int]]) -> None:
    managed = administrator.manages(held)
    assert managed == (bool(held) and all(administrator.manages([one]) for one in held))
    assert not administrator.manages([])
    assert EVERYWHERE.manages(held)


def test_roles_have_their_places() -> None:
    unit = Administrator((Top("00000000", 50),))
    hospital, office = Place("00000000", "institution", False), Place("00000000", "authority", False)
    assert CLERK in grantable(unit, ROLES, hospital)
    assert UNIT_ADMIN in grantable(unit, ROLES, hospital)
    assert grant_fault(unit, BY_KEY[AUTHORITY], hospital) == "role_not_here"
    assert grant_fault(unit, BY_KEY[AUTHORITY], office) is None
    assert grant_fault(unit, BY_KEY[PLATFORM], hospital) == "role_above"
    assert grant_fault(EVERYWHERE, BY_KEY[PLATFORM], hospital) == "role_not_here"
    assert grant_fault(EVERYWHERE, BY_KEY[PLATFORM], Place("0000", "authority", True)) is None
    assert grant_fault(unit, BY_KEY[CLERK], Place("0001", "institution", False)) == "role_above"
