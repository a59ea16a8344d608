"""The definition in force: form and deployment changes together with the code lists it uses, known by a digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec

from backend.forms.code_lists import CodeList
from backend.forms.context import Lists
from backend.forms.definition import Form
from backend.forms.kinds import Choice, MultiChoice
from backend.forms.source import canonical_json
from backend.kernel.encoding import sha256_hex


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    form: Form
    lists: tuple[CodeList, ...]


@dataclass(frozen=True)
class Effective:
    """A form with its lists. Documents and cases name it by `digest`; `json` is what is stored under that digest.

    The lists belong to it, so that an old document can still be read with the labels of its time.
    """

    form: Form
    code_lists: tuple[CodeList, ...]

    @cached_property
    def json(self) -> bytes:
        return canonical_json(_Stored(self.form, self.code_lists))

    @cached_property
    def digest(self) -> str:
        return sha256_hex(self.json)

    @cached_property
    def lists(self) -> Lists:
        return Lists({code_list.key: code_list for code_list in self.code_lists})


def make_effective(form: Form, code_lists: Mapping[str, CodeList]) -> Effective:
    """The form with those of the lists it uses, in the order of their keys."""
    used = lists_used(form)
    return Effective(form, tuple(code_lists[key] for key in sorted(used) if key in code_lists))


def restore(stored: bytes) -> Effective:
    """The definition from its stored JSON."""
    decoded = msgspec.json.decode(stored, type=_Stored)
    return Effective(decoded.form, decoded.lists)


def lists_used(form: Form) -> set[str]:
    """The keys of the code lists a form names."""
    return {field.code_list for _, field in form.walk() if isinstance(field, Choice | MultiChoice) and field.code_list}
