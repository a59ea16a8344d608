"""Captures: the signed manifests, what was found about them, and what people ruled."""

from piccolo.columns import UUID, BigInt, Boolean, Bytea, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table

from backend.supervision.tables import Assignment, Project, Slot


class Capture(Table, tablename="capture"):
    """A photo's manifest as signed on the phone, the server's judgement, and the state of its bytes (design §4).

    `counts`, `to_look_at`: kept in the transaction that changes what they follow from (`recount.py`).

    `bytes_removed_at`: photo, manifest and position are gone, having been kept as long as the settings say.
    """

    id = UUID(primary_key=True, default=None)
    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None)
    slot_id = ForeignKey(Slot, on_delete=OnDelete.restrict, null=False, default=None)
    assignment_id = ForeignKey(Assignment, on_delete=OnDelete.restrict, null=False, default=None)
    person_id = UUID(default=None)
    key_id = Varchar(22)
    item = Varchar(20)
    lecturer_id = UUID(null=True, default=None)
    sha256 = Varchar(64, index=True)
    size = BigInt()
    manifest = Bytea()
    signature = Bytea()
    manifest_sha256 = Varchar(64)
    previous_sha256 = Varchar(64)
    verdict = Varchar(20)
    taken_from = BigInt()
    taken_until = BigInt()
    taken_at = BigInt()
    anchored = Boolean()
    wall = BigInt()
    camera = Varchar(10)
    arrived_at = BigInt()
    waiting_for = Varchar(20)
    bytes_at = BigInt(null=True, default=None)
    seal_head = Varchar(90)
    lat_e7 = BigInt(null=True, default=None)
    lon_e7 = BigInt(null=True, default=None)
    accuracy_m = Integer(null=True, default=None)
    position_age_ms = BigInt(null=True, default=None)
    no_position = Varchar(20)
    distance_m = Integer(null=True, default=None)
    venue_id = UUID(null=True, default=None)
    inspected_at = BigInt(null=True, default=None)
    width = Integer(null=True, default=None)
    height = Integer(null=True, default=None)
    like_0 = Integer(null=True, default=None)
    like_1 = Integer(null=True, default=None)
    like_2 = Integer(null=True, default=None)
    like_3 = Integer(null=True, default=None)
    counts = Boolean(default=False)
    to_look_at = Boolean(default=False)
    bytes_removed_at = BigInt(null=True, default=None)


class Finding(Table, tablename="finding"):
    """Something to know or to look at about a capture; people judge (design §4, Findings)."""

    id = UUID(primary_key=True, default=None)
    capture_id = ForeignKey(Capture, on_delete=OnDelete.restrict, null=False, default=None)
    code = Varchar(30)
    level = Varchar(10)
    data = Text()
    at = BigInt()


class Ruling(Table, tablename="ruling"):
    """A person's word on a capture; the newest holds, all are kept."""

    id = UUID(primary_key=True, default=None)
    capture_id = ForeignKey(Capture, on_delete=OnDelete.restrict, null=False, default=None)
    verdict = Varchar(20)
    reason = Text()
    by_id = UUID(default=None)
    at = BigInt()
