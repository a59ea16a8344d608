"""What a sender is given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A text for one address; `subject` is empty for SMS. Never logged: the text may hold a code."""

    address: str
    subject: str
    text: str

    def __repr__(self) -> str:
        return "Letter(…)"
