"""Forwarded addresses are believed only from named proxies (design §9)."""

import ipaddress
from collections.abc import Iterable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
FORWARDED_FOR = b"x-forwarded-for"


def parse_proxies(text: str) -> tuple[Network, ...]:
    """Addresses and networks, separated by commas.

    Raises:
        ValueError: one is neither.
    """
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def client_address(peer: str, forwarded: str, proxies: Iterable[Network]) -> str:
    """The address a request really came from: the last one of the chain that is not a proxy of ours."""
    trusted = tuple(proxies)
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = peer
    while _is_within(address, trusted) and chain:
        address = chain.pop()
    return address


def believing_proxies(app: ASGIApp, proxies: tuple[Network, ...]) -> ASGIApp:
    """The app, seeing the real client behind the named proxies."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if scope["type"] == ScopeType.HTTP and client is not None:
            values = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == FORWARDED_FOR]
            scope["client"] = (client_address(client[0], ",".join(values), proxies), client[1])
        await app(scope, receive, send)

    return serve


def _is_within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)
