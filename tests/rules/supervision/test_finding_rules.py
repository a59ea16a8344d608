"""Whether a capture counts, and why not (design §4, Findings, Time rule)."""

from hypothesis import given
from hypothesis import strategies as st

from backend.supervision.capture.finding_rules import why_not

verdicts = st.sampled_from(["in_time", "offline", "unproven"])
codes = st.frozensets(st.sampled_from(["no_position", "undecodable", "far", "same_bytes", "clock_skew"]))
rulings = st.sampled_from([None, "accepted", "questioned"])


@given(st.booleans(), st.booleans(), verdicts, codes, st.booleans(), rulings)
def test_the_first_hindrance_is_named(
    stored: bool, waiting: bool, verdict: str, codes: frozenset[str], indoor: bool, ruling: str | None
) -> None:
    code = why_not(stored=stored, waiting=waiting, verdict=verdict, codes=codes, indoor=indoor, ruling=ruling)
    there = stored and not waiting and "undecodable" not in codes
    doubted = verdict == "unproven" or ("no_position" in codes and not indoor)
    counts = there and (ruling == "accepted" or (ruling is None and not doubted))
    assert (code is None) == counts
    assert (code in {"awaiting_bytes", "waiting", "undecodable"}) == (not there)
    if code in {"unproven", "no_position"}:
        assert ruling is None


def test_a_person_lets_in_what_waits_for_one() -> None:
    lone = {"stored": True, "waiting": False, "indoor": False}
    assert why_not(**lone, verdict="in_time", codes=["no_position"], ruling=None) == "no_position"
    assert why_not(**lone, verdict="unproven", codes=["no_position"], ruling="accepted") is None
    assert why_not(**lone, verdict="in_time", codes=[], ruling="questioned") == "questioned"
