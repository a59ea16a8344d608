"""Whose word about the client's address is taken."""

import pytest

from backend.proxies import client_address, parse_proxies

PROXIES = parse_proxies("10.0.0.0/8, 127.0.0.1, ::1")


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "nonsense"),
        ("::1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_only_named_proxies_are_believed(peer: str, forwarded: str, expected: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == expected


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        parse_proxies("proxy.example")
