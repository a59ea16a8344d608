"""Time tokens: the server's signed word that this moment was not earlier (design §4, Time rule)."""

import secrets

import msgspec

from backend.kernel.crypto import tokens
from backend.kernel.encoding import b64encode
from backend.kernel.runtime import Runtime

PURPOSE = "time"
HEADER = "X-Halfday-Time"
FRESH_MS = 250
"""One token serves every answer of a quarter second: signing costs more than all else in a small answer."""


class TimeToken(msgspec.Struct, frozen=True, rename="camel"):
    """The server's time at issue and a nonce that nobody could foresee."""

    at: int
    nonce: str


class TimeTokens:
    """Issues time tokens, at most four a second."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._at = 0
        self._token = ""

    def current(self) -> str:
        now = self._runtime.now()
        if not 0 <= now - self._at < FRESH_MS:
            self._at = now
            payload = TimeToken(at=now, nonce=b64encode(secrets.token_bytes(12)))
            self._token = tokens.issue(self._runtime.keys, PURPOSE, payload)
        return self._token


def read_time_token(runtime: Runtime, token: str) -> TimeToken:
    """The content of a time token.

    Raises:
        BadToken: not issued by this deployment.
    """
    return tokens.read(runtime.keys, PURPOSE, token, TimeToken)
