"""Shapes of log-in by one-time code on the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.identity.login_codes.ports import Language
from backend.identity.schemas import NoticeVersion
from backend.kernel.wire import Input, Output

Short = Annotated[str, msgspec.Meta(max_length=100)]


class CodeAsked(Input):
    """Asks for a code by SMS; `language` is that of its text."""

    phone: Short
    captcha_id: UUID
    captcha: Short
    language: Language = "zh"


class CodeAnswered(Output):
    """The same for every phone: how long a code lives, and after how long another can be asked for."""

    digits: int
    valid_s: int
    again_s: int


class CodeGiven(Input):
    """A phone and the code that came to it; the captcha where it was asked for (`captcha_needed`)."""

    phone: Short
    code: Short
    captcha_id: UUID | None = None
    captcha: Short = ""


class PersonChosen(Input):
    """Which of the people of a shared phone."""

    person_id: UUID


class IdentityShown(Input):
    """What an imported person is asked at the first log-in, and the version of the notice they were shown with it."""

    name: Short
    id_last_four: Short
    notice_version: NoticeVersion
