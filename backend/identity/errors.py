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


class CaptchaNeeded(Refusal):
    """So much went wrong from this address, or in all, that a captcha must be read with the next try."""

    code = "captcha_needed"
    status = 400


class CaptchasTooMany(Refusal):
    """More captchas in a minute than people at one address read."""

    code = "too_many"
    status = 429

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_s)})


class LoginLimited(Refusal):
    """Too much went wrong from this address, or in all; `retryAt` tells when tries are looked at again."""

    code = "login_limited"
    status = 429


class LoginRefused(Refusal):
    """One answer for an unknown phone and a wrong code."""

    code = "login_refused"
    status = 401


class LoginPaused(Refusal):
    """Too many tries; `retryAt` tells when the next one is looked at."""

    code = "login_paused"
    status = 429


class ChoosePerson(Refusal):
    """The code was right and several people use this phone; `people` lists them to choose from."""

    code = "choose_person"
    status = 409


class ConfirmIdentity(Refusal):
    """The code was right; name and the last four of the identity number are asked once."""

    code = "confirm_identity"
    status = 409


class IdentityMismatch(Refusal):
    """Name or the last four do not belong to the person of this phone."""

    code = "identity_mismatch"
    status = 401


class LoginStepExpired(Refusal):
    """No proven code in this browser, or too long ago; a new code must be asked for."""

    code = "login_step_expired"
    status = 401


class CodeLimit(Refusal):
    """A code was sent a moment ago or too often today; `retryAt` tells when the next one is."""

    code = "code_limit"
    status = 429


class PhoneChangeOpen(Refusal):
    """Another change of this person's phone waits for a second colleague."""

    code = "phone_change_open"
    status = 409


class BadDeviceProof(Refusal):
    """The key was not shown to be held, or the time token is not fresh."""

    code = "bad_device_proof"
    status = 422


class DeviceTaken(Refusal):
    """The key is registered to another person."""

    code = "device_taken"
    status = 409


class DeviceRevokedAlready(Refusal):
    """The key was revoked, and stays so; the phone makes another."""

    code = "device_revoked"
    status = 409
