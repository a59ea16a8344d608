"""Ratings and publications: every version is kept (design §4, Score and publish)."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table

from backend.supervision.tables import Project


class Rating(Table, tablename="rating"):
    """A version of a project's rating (督查评分). The highest version holds."""

    id = UUID(primary_key=True, default=None)
    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None)
    version = Integer()
    rating = Varchar(20)
    note = Text()
    by_id = UUID(default=None)
    at = BigInt()
    before_late_end = Boolean(default=False)


class Publication(Table, tablename="publication"):
    """A published version of a rating (督查结果公布). The highest version is the result, unless it was withdrawn.

    All stay readable: a withdrawn one with its reason, former ones as superseded.
    """

    id = UUID(primary_key=True, default=None)
    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None)
    rating_id = ForeignKey(Rating, on_delete=OnDelete.restrict, null=False, default=None)
    version = Integer()
    at = BigInt(index=True)
    by_id = UUID(default=None)
    withdrawn_at = BigInt(null=True, default=None)
    withdrawn_by_id = UUID(null=True, default=None)
    withdrawn_reason = Text(default="")
