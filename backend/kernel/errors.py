"""Refusals: what a person is told when something cannot be done.

A refusal has a stable code, which the PWA turns into words, and loses nothing that was sent. One class per refusal,
in the area that makes it; `all_codes` lets a test prove that every code has words in both languages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

Errors = Mapping[str, Sequence[str]]
"""Codes by field path, for example {"items.0.name": ["required"]}."""


class Refusal(Exception):
    """A request that was understood and is not carried out.

    `code` and `status` belong to the class; `data` holds numbers and references a screen may show; `errors` codes by
    field path; `detail` is for developers and logs and holds no personal data.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 409

    def __init__(
        self,
        detail: str = "",
        *,
        errors: Errors | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.code)
        self.detail = detail
        self.errors = dict(errors or {})
        self.data = dict(data or {})
        self.headers = dict(headers or {})


class Invalid(Refusal):
    """Fields that do not hold what they should; `errors` names each."""

    code = "invalid"
    status = 422


class NotFound(Refusal):
    """Absent, or not for this person: the answer is the same (design §9)."""

    code = "not_found"
    status = 404


class NotPermitted(Refusal):
    """The person may see this but not do that to it."""

    code = "not_permitted"
    status = 403


class Conflict(Refusal):
    """Another fact stands under this id, or the thing changed meanwhile."""

    code = "conflict"
    status = 409


class TooLarge(Refusal):
    """A body over the limit of its route."""

    code = "too_large"
    status = 413


class Busy(Refusal):
    """Too much is waiting; nothing was taken in. `Retry-After` tells when to come back."""

    code = "busy"
    status = 503

    def __init__(self, retry_after_s: int = 2) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_s)})


def all_codes(root: type[Refusal] = Refusal) -> Iterator[str]:
    """Every code of every refusal class imported so far."""
    for child in root.__subclasses__():
        if "code" in vars(child):
            yield child.code
        yield from all_codes(child)
