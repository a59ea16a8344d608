"""From a delivery to the text that leaves the house, made just before it is sent and kept nowhere."""

from typing import Any

from backend.identity.people.queries import PHONE_PLACE, email_of
from backend.kernel.crypto.sealed import Unreadable, decrypt
from backend.kernel.runtime import Runtime
from backend.notifications.actions import ADDRESS_PLACE, SECRET_PLACE
from backend.notifications.errors import NeverWill
from backend.notifications.kinds import MessageKind, Outward, Words, find_kind
from backend.notifications.letter import Letter

Row = dict[str, Any]


def write_letter(runtime: Runtime, row: Row, person: Row | None, secret: Row | None) -> Letter:
    """The letter of a delivery row, addressed to where its person can be reached now, or to the secret's address.

    Raises:
        NeverWill: nobody to address, or nothing to say.
    """
    kind = find_kind(runtime, row["kind"])
    if kind is None:
        raise NeverWill("unknown_kind")
    try:
        address = _secret_address(runtime, secret) if kind.secret else _address(runtime, row, person)
        code = decrypt(runtime.keys, SECRET_PLACE, secret["secret"]) if secret else ""
    except Unreadable:
        raise NeverWill("unreadable") from None
    subject, text = _texts(kind, row["channel"])
    language = row["language"]
    if row["channel"] == "sms":
        return Letter(address, "", text.in_language(language).replace("{code}", code))
    heading = subject.in_language(language) if subject else ""
    return Letter(address, heading, f"{text.in_language(language)}\n\n{runtime.origin}\n")


def _secret_address(runtime: Runtime, secret: Row | None) -> str:
    if secret is None:
        raise NeverWill("secret_gone")
    return decrypt(runtime.keys, ADDRESS_PLACE, secret["address"])


def _address(runtime: Runtime, row: Row, person: Row | None) -> str:
    if person is None:
        raise NeverWill("no_recipient")
    if row["channel"] == "sms":
        return decrypt(runtime.keys, PHONE_PLACE, person["phone"])
    address = email_of(runtime.keys, person["email"])
    if not address:
        raise NeverWill("no_address")
    return address


def _texts(kind: MessageKind, channel: Outward) -> tuple[Words | None, Words]:
    text = kind.sms if channel == "sms" else kind.mail
    if text is None:
        raise NeverWill("unknown_kind")
    return kind.subject, text
