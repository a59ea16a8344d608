"""What higher areas tell organisations."""

from dataclasses import dataclass

from piccolo.columns import Varchar
from piccolo.table import Table


@dataclass(frozen=True)
class OrganisationCopies:
    """Port: a table that repeats name and path of organisations, so that its lists need no join.

    They are rewritten in the transaction that renames or moves an organisation.
    """

    table: type[Table]
    name: Varchar
    path: Varchar
