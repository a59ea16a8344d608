"""Refusals of log-in and devices."""

from backend.kernel.errors import Refusal


class NotLoggedIn(Refusal):
    """No login session, or one that has ended."""

    code = "not_logged_in"
    status = 401


class CsrfMissing(Refusal):
    """An unsafe request without the header derived from its login session."""

    code = "csrf"
    status = 403


class CaptchaWrong(Refusal):
    """Wrong, used, expired, or made for another purpose or browser; a new one must be drawn."""

    code = "captcha_wrong"
    status = 400


class LoginRefused(Refusal):
    """One answer for an unknown phone and a wrong code."""

    code = "login_refused"
    status = 401


class LoginPaused(Refusal):
    """Too many tries; `retryAt` tells when the next one is looked at."""

    code = "login_paused"
    status = 429


class BadDeviceProof(Refusal):
    """The key was not shown to be held, or the time token is not fresh."""

    code = "bad_device_proof"
    status = 422


class DeviceTaken(Refusal):
    """The key is registered to another person."""

    code = "device_taken"
    status = 409
