"""How many log-ins may go wrong in a while, from one address and in all (design §9).

Above a first limit a captcha is asked where none was, above a second nothing is looked at for the rest of the window: a
hotel is one address, so only what was wrong counts, and the second limit is far away. Counted in this process's memory.
"""

import ipaddress
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import ceil

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from backend.audit.work import unit_of_work
from backend.identity.errors import (
    CaptchasTooMany,
    CaptchaWrong,
    IdentityMismatch,
    LoginLimited,
    LoginPaused,
    LoginRefused,
)
from backend.identity.login_sessions import Client, note_refused_login
from backend.identity.settings import IdentitySettings
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import SECOND
from backend.kernel.runtime import Runtime

ALL = "all"
LIMITED = "limited"
_WRONG = (LoginRefused, LoginPaused, IdentityMismatch)
_IPV6_HOME = 64
"""Bits of an IPv6 address that one household or firm holds; the rest it chooses at will."""


class LoginLimits:
    """Service: the counts of this process, by network and for `ALL`."""

    def __init__(self, settings: IdentitySettings) -> None:
        window = settings.limit_window_s
        self._storage = MemoryStorage()
        self._windows = FixedWindowRateLimiter(self._storage)
        self._by_network = RateLimitItemPerSecond(settings.wrong_until_refused, window, "wrong")
        self._by_all = RateLimitItemPerSecond(settings.wrong_until_refused_in_all, window, "wrong")
        self._before_captcha = settings.wrong_until_captcha
        self._before_captcha_in_all = settings.wrong_until_captcha_in_all
        self._told = RateLimitItemPerSecond(1, window, "told")
        self._captchas = RateLimitItemPerMinute(settings.captchas_per_minute, 1, "captchas")
        self._captchas_in_all = RateLimitItemPerMinute(settings.captchas_per_minute_in_all, 1, "captchas")

    def closed(self, network: str) -> tuple[str, int] | None:
        """Whose count is used up, and for how many more seconds; None while tries are looked at."""
        for item, who in ((self._by_network, network), (self._by_all, ALL)):
            if not self._windows.test(item, who):
                return who, _seconds(self._windows.get_window_stats(item, who).reset_time)
        return None

    def asks_captcha(self, network: str) -> bool:
        """True once so much was wrong that a captcha must be read with each try."""
        by_network = self._storage.get(self._by_network.key_for(network))
        in_all = self._storage.get(self._by_all.key_for(ALL))
        return by_network >= self._before_captcha or in_all >= self._before_captcha_in_all

    def spend(self, network: str) -> None:
        """Count a try before it is looked at, so that many at once do not all find room."""
        self._windows.hit(self._by_network, network)
        self._windows.hit(self._by_all, ALL)

    def give_back(self, network: str, *, only_in_all: bool = False) -> None:
        """Take a count back. A wrong captcha counts for its network only: nobody shuts out all others that way."""
        self._storage.decr(self._by_all.key_for(ALL))
        if not only_in_all:
            self._storage.decr(self._by_network.key_for(network))

    def first_told(self, who: str) -> bool:
        """True once a window: the refusal that is kept for all that follow."""
        return self._windows.hit(self._told, who)

    def draw(self, network: str) -> None:
        """Count a captcha about to be drawn.

        Raises:
            CaptchasTooMany: this minute has had its share.
        """
        for item, who in ((self._captchas, network), (self._captchas_in_all, ALL)):
            if not self._windows.hit(item, who):
                raise CaptchasTooMany(_seconds(self._windows.get_window_stats(item, who).reset_time))


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the home of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(ipaddress.ip_network((found, _IPV6_HOME), strict=False))


@asynccontextmanager
async def within_limits(runtime: Runtime, client: Client, way: str) -> AsyncIterator[bool]:
    """One try to log in; gives whether a captcha must be right first. What goes wrong inside is counted.

    Raises:
        LoginLimited: too much has gone wrong; the first of a window is kept in the log-in log, with its event.
    """
    limits, network = runtime.find(LoginLimits), network_of(client.address)
    closed = limits.closed(network)
    if closed is not None:
        who, seconds = closed
        if limits.first_told(who):
            async with unit_of_work(runtime, SYSTEM) as work:
                await note_refused_login(work, way=way, result=LIMITED, client=client, account=("", ""))
        raise LoginLimited(data={"retryAt": runtime.now() + seconds * SECOND}, headers={"Retry-After": str(seconds)})
    asks_captcha = limits.asks_captcha(network)
    limits.spend(network)
    try:
        yield asks_captcha
    except _WRONG:
        raise
    except CaptchaWrong:
        limits.give_back(network, only_in_all=True)
        raise
    except BaseException:
        limits.give_back(network)
        raise
    else:
        limits.give_back(network)


def _seconds(until: float) -> int:
    return max(1, ceil(until - time.time()))
