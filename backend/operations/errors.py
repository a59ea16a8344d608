"""Refusals of legal holds and of erasing a person."""

from backend.kernel.errors import Refusal


class AlreadyHeld(Refusal):
    """The project or person is under legal hold already; what was given now is not kept."""

    code = "already_held"


class EraseRefused(Refusal):
    """Something stands against erasing the person; the dry run says what. Nothing was erased."""

    code = "erase_refused"
