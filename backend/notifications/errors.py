"""Refusals of notifications, and why a delivery fails."""

from backend.kernel.errors import Refusal


class TestLimit(Refusal):
    """A test was sent a moment ago or too often today; `retryAt` tells when the next one may be asked for."""

    code = "test_limit"
    status = 429


class SenderMissing(ValueError):
    """The settings name no way to send what must be sent; the server does not start."""


class SendFailed(Exception):
    """A try that did not work; `reason` is a code without anything of the message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryLater(SendFailed):
    """It may work another time."""


class NeverWill(SendFailed):
    """It will not work however often it is tried."""
