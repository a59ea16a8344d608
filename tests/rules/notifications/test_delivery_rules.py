"""When deliveries are tried, as pure rules (design §7)."""

from hypothesis import given
from hypothesis import strategies as st

from backend.areas import AREAS
from backend.kernel.clock import DAY, HOUR, SECOND
from backend.notifications.delivery_rules import PAUSES_S, SENT, after_failure, is_quiet, pause_ms
from backend.notifications.kinds import MessageKind
from backend.notifications.preference_rules import clock_time, normalise_email
from backend.notifications.sms_gateway import fill

NOW = 1_795_233_600_000
chances = st.floats(0, 0.999)


@given(tries=st.integers(1, 50), chance=chances)
def test_pauses_grow_and_stay_near_their_list(tries: int, chance: float) -> None:
    base = PAUSES_S[min(tries, len(PAUSES_S)) - 1] * SECOND
    assert 0.9 * base <= pause_ms(tries, chance) <= 1.1 * base
    assert pause_ms(tries, 0) <= pause_ms(tries + 1, 0)


@given(tries=st.integers(1, 30), left=st.integers(-HOUR, 2 * DAY), chance=chances, retryable=st.booleans())
def test_a_failure_ends_or_leads_to_a_try_before_expiry(tries: int, left: int, chance: float, retryable: bool) -> None:
    outcome = after_failure(
        "timeout", retryable=retryable, tries=tries, max_tries=12, now=NOW, expires_at=NOW + left, chance=chance
    )
    assert outcome.reason
    if outcome.state == "retry":
        assert retryable
        assert tries < 12
        assert outcome.next_try_at is not None
        assert NOW < outcome.next_try_at < NOW + left
    else:
        assert outcome.final
        assert outcome.state in {"failed", "expired"}


def test_what_is_sent_is_final() -> None:
    assert SENT.final
    assert SENT.reason == ""


def test_quiet_hours_run_over_midnight() -> None:
    quiet = [hour for hour in range(24) if is_quiet(hour * 60, 22 * 60, 7 * 60)]
    assert quiet == [0, 1, 2, 3, 4, 5, 6, 22, 23]
    assert [hour for hour in range(24) if is_quiet(hour * 60, 12 * 60, 14 * 60)] == [12, 13]


@given(minute=st.integers(0, 1439), bound=st.integers(0, 1439))
def test_equal_bounds_are_never_quiet(minute: int, bound: int) -> None:
    assert not is_quiet(minute, bound, bound)


@given(phone=st.text(max_size=30), text=st.text(max_size=80))
def test_what_is_filled_into_a_body_is_not_looked_at_again(phone: str, text: str) -> None:
    template = {"to": ["{phone}"], "content": "[{text}]", "both": "{phone}:{text}", "n": 1, "ok": True, "none": None}
    filled = fill(template, phone=phone, text=text)
    assert filled == {
        "to": [phone],
        "content": f"[{text}]",
        "both": f"{phone}:{text}",
        "n": 1,
        "ok": True,
        "none": None,
    }


def test_texts_that_leave_the_house_hold_nothing_but_a_code() -> None:
    kinds = [kind for area in AREAS for kind in area.provides if isinstance(kind, MessageKind)]
    assert len({kind.key for kind in kinds}) == len(kinds)
    for kind in kinds:
        for words in (kind.sms, kind.subject, kind.mail):
            assert words is None or (words.zh and words.en)
        texts = [text for words in (kind.sms, kind.subject, kind.mail) if words for text in (words.zh, words.en)]
        secret = kind.key.endswith("_code")
        assert all(("{code}" in text) == secret for text in texts)
        assert all("{" not in text.replace("{code}", "") for text in texts)
        assert (kind.subject is None) == (kind.mail is None)


def test_addresses() -> None:
    assert normalise_email(" zhou.min@wjw.example.cn ") == "zhou.min@wjw.example.cn"
    for wrong in ("", "a@b", "a b@c.cn", "a@b.cn, c@d.cn", "a@b.cn\r\nBcc: x@y.cn", "x" * 100 + "@a.cn", "@a.cn"):
        assert normalise_email(wrong) is None


def test_clock_times() -> None:
    assert [clock_time(minute) for minute in (0, 7 * 60, 22 * 60 + 5)] == ["00:00", "07:00", "22:05"]
