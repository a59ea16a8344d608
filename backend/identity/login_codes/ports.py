"""How a one-time code leaves identity: through whoever sends messages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from backend.audit.work import Work

CodePurpose = Literal["login", "phone_old", "phone_new"]
Language = Literal["zh", "en"]


@dataclass(frozen=True)
class CodeMessage:
    """A code on its way to a phone. `withheld`: all is done as if it were sent, but it is not."""

    purpose: CodePurpose
    phone: str
    code: str
    language: Language
    expires_at: int
    withheld: bool


@dataclass(frozen=True)
class CodeSender:
    """Port: takes over a code in the transaction that makes it; sends nothing before that is durable."""

    send: Callable[[Work, CodeMessage], Awaitable[None]]
