"""A document in one line, for lists, inboxes and timelines. Sensitive values are masked (catalogue 0.3 V-MASK)."""

import re
from collections.abc import Mapping

from backend.forms.conditions import is_filled
from backend.forms.context import Context
from backend.forms.effective import Effective
from backend.forms.words import Language

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SPACES = re.compile(r"\s+")
NOTHING = "—"


def places(sentence: str) -> list[str]:
    """The field keys a summary sentence names."""
    return _PLACE.findall(sentence)


def summary(effective: Effective, document: Mapping[str, object], context: Context, language: Language) -> str:
    """The form's sentence with the document's values; the form's title where it has no sentence."""
    form = effective.form
    if form.summary is None:
        return form.title.text(language)
    line = _PLACE.sub(
        lambda place: shown(effective, document, place[1], context, language), form.summary.text(language)
    )
    return _SPACES.sub(" ", line).strip()


def shown(effective: Effective, document: Mapping[str, object], key: str, context: Context, language: Language) -> str:
    """One value in words, a dash where there is none. Values of a draft may be of any type."""
    field, value = effective.form.field(key), document.get(key)
    if field is None or not is_filled(value):
        return NOTHING
    return field.show(value, context, language)
