"""Organisations and memberships."""

from typing import Any

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, OnDelete, Varchar
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from backend.identity.tables import Person


class Organisation(Table, tablename="organisation"):
    """A node of the tree (catalogue 3.2). `path` lists the ancestors' digits, so a subtree is a range of it.

    `code` is the unit code, by which imports know it; null where none was given. Of the kinds of catalogue 3.2 the main
    one is kept. One that ended stays, not `active`, with its history.
    """

    id = UUID(primary_key=True, default=None)
    parent_id: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Organisation", module_path=__name__),
        on_delete=OnDelete.restrict,
        null=True,
        default=None,
    )
    path = Varchar(60, unique=True)
    code = Varchar(40, null=True, default=None, unique=True)
    name = Varchar(200, index=True)
    kind = Varchar(20)
    level = Varchar(20)
    district = Varchar(10)
    active = Boolean(default=True)


class Membership(Table, tablename="membership"):
    """A person's role in an organisation. Leaving ends access at once; the row stays for the records of its time."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, null=False, default=None)
    organisation_id = ForeignKey(Organisation, on_delete=OnDelete.restrict, null=False, default=None)
    role = Varchar(30)
    valid_from = BigInt()
    valid_until = BigInt(null=True, default=None)
