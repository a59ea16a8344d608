"""All definitions in force in one deployment."""

from collections.abc import Iterable, Mapping

from backend.forms.check import check_definitions
from backend.forms.code_lists import CodeList
from backend.forms.definition import Form
from backend.forms.effective import Effective, make_effective
from backend.forms.findings import DefinitionErrors
from backend.forms.source import Source


class Library:
    """Effective definitions by form key. Made once at start; a deployment's overlay needs a restart, not a release."""

    def __init__(self, forms: Mapping[str, Form], code_lists: Mapping[str, CodeList]) -> None:
        self.code_lists = dict(code_lists)
        self._effective = {key: make_effective(form, code_lists) for key, form in forms.items()}

    @classmethod
    def load(cls, forms: Iterable[Source], code_lists: Iterable[Source], overlays: Iterable[Source] = ()) -> "Library":
        """Read everything.

        Raises:
            DefinitionErrors: anything at all is wrong; a server does not start on half of its forms.
        """
        checked = check_definitions(forms, code_lists, overlays)
        if checked.findings:
            raise DefinitionErrors(tuple(checked.findings))
        return cls(checked.forms, checked.code_lists)

    def keys(self) -> list[str]:
        return sorted(self._effective)

    def effective(self, key: str) -> Effective:
        """The definition in force.

        Raises:
            KeyError: no area defines this form.
        """
        return self._effective[key]
