"""Projects, venues, slots, lecturers, on-site leads and their commitments."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table

from backend.identity.tables import LoginSession, Person
from backend.organisations.tables import Organisation


class Project(Table, tablename="project"):
    """A project, filed or on its way there (catalogue 11.1). Counters are kept in the transaction that changes them.

    `filing` is the state of its filing case; `no_digest` is shared by numbers that differ only in width, case, spacing.
    """

    id = UUID(primary_key=True, default=None)
    no = Varchar(60, unique=True)
    name = Varchar(300)
    organiser_id = ForeignKey(Organisation, on_delete=OnDelete.restrict, null=False, default=None)
    organiser_name = Varchar(200)
    organiser_path = Varchar(60, index=True)
    planned_start = Varchar(10, index=True)
    planned_end = Varchar(10)
    place = Varchar(300)
    indoor = Boolean(default=False)
    filing = Varchar(20)
    created_at = BigInt()
    slots_total = Integer(default=0)
    slots_complete = Integer(default=0)
    venue_done = Integer(default=0)
    board_done = Integer(default=0)
    room_done = Integer(default=0)
    lecturers_total = Integer(default=0)
    lecturers_done = Integer(default=0)
    look = Integer(default=0)
    first_at = BigInt(null=True, default=None)
    latest_at = BigInt(null=True, default=None)
    rating = Varchar(20, null=True, default=None)
    rated_at = BigInt(null=True, default=None)
    rating_stale = Boolean(default=False)
    published = Boolean(default=False)
    no_digest = Varchar(64, null=True, default=None, unique=True)
    filed_at = BigInt(null=True, default=None)


class Venue(Table, tablename="venue"):
    """A point where a project meets: as typed with its datum, and as WGS-84.

    `from_day`, `from_half`: the half-day from which on it counts; empty where it always did.
    """

    id = UUID(primary_key=True, default=None)
    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None)
    name = Varchar(200)
    datum = Varchar(10)
    typed_lat_e7 = BigInt()
    typed_lon_e7 = BigInt()
    lat_e7 = BigInt()
    lon_e7 = BigInt()
    radius_m = Integer()
    position = Integer()
    from_day = Varchar(10, default="")
    from_half = Varchar(2, default="")


class Slot(Table, tablename="slot"):
    """A half-day of a project. `version` counts changes of its bounds or venue before it opened."""

    id = UUID(primary_key=True, default=None)
    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None)
    day = Varchar(10)
    half = Varchar(2)
    version = Integer(default=1)
    active = Boolean(default=True)
    opens_at = BigInt()
    closes_at = BigInt(index=True)
    late_until = BigInt(index=True)
    venue_done = Boolean(default=False)
    board_done = Boolean(default=False)
    room_done = Boolean(default=False)
    lecturers_total = Integer(default=0)
    lecturers_done = Integer(default=0)
    look = Integer(default=0)
    submitted_at = BigInt(null=True, default=None)
    chain_judged_at = BigInt(null=True, default=None)


class Lecturer(Table, tablename="lecturer"):
    """A lecturer row of a slot, from the schedule or added on site; a removed one stays visible with its reason."""

    id = UUID(primary_key=True, default=None)
    slot_id = ForeignKey(Slot, on_delete=OnDelete.restrict, null=False, default=None)
    name = Varchar(100)
    unit = Varchar(200)
    title = Varchar(60)
    topic = Varchar(300)
    position = Integer()
    removed_reason = Varchar(20)
    removed_at = BigInt(null=True, default=None)


class LecturerFact(Table, tablename="lecturer_fact"):
    """An addition or removal made on a phone, once and for all."""

    id = UUID(primary_key=True, default=None)
    slot_id = ForeignKey(Slot, on_delete=OnDelete.restrict, null=False, default=None)
    lecturer_id = UUID(default=None)
    kind = Varchar(10)
    person_id = UUID(default=None)
    wall = BigInt()
    arrived_at = BigInt()
    content_sha256 = Varchar(64)


class Assignment(Table, tablename="assignment"):
    """An on-site lead of a project (catalogue 11.3). One is active; the others are history."""

    id = UUID(primary_key=True, default=None)
    project_id = ForeignKey(Project, on_delete=OnDelete.restrict, null=False, default=None)
    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, null=False, default=None)
    phone_index = Varchar(60, index=True)
    lead_unit = Varchar(200)
    generation = Integer(default=1)
    code_hash = Varchar(60)
    request_id = UUID(null=True, default=None)
    code_sealed = Text(default="")
    code_shown_until = BigInt(default=0)
    active_from = BigInt()
    ended_at = BigInt(null=True, default=None)


class AssignmentLogin(Table, tablename="assignment_login"):
    """A login session opened with an assignment's code of one generation."""

    id = UUID(primary_key=True, default=None)
    login_session_id = ForeignKey(LoginSession, on_delete=OnDelete.restrict, null=False, default=None)
    assignment_id = ForeignKey(Assignment, on_delete=OnDelete.restrict, null=False, default=None)
    generation = Integer()


class CodeTries(Table, tablename="code_tries"):
    """Wrong login codes per phone, known or not, so that the answer never tells which."""

    phone_index = Varchar(60, primary_key=True, default=None)
    tries = Integer()
    paused_until = BigInt()


class CommitmentText(Table, tablename="commitment_text"):
    """A version of the commitment letter (承诺书)."""

    version = Integer(primary_key=True, default=None)
    text = Text()
    sha256 = Varchar(64)
    valid_from = BigInt()


class Commitment(Table, tablename="commitment"):
    """A signed commitment, a fact made on the phone; the drawing's bytes come by their digest.

    signed_name: the person's name at that time, kept from the moment it was corrected; empty while it is the same.
    """

    id = UUID(primary_key=True, default=None)
    assignment_id = ForeignKey(Assignment, on_delete=OnDelete.restrict, null=False, default=None)
    person_id = UUID(default=None)
    text_version = Integer()
    text_sha256 = Varchar(64)
    drawing_sha256 = Varchar(64, index=True)
    drawing_size = Integer()
    wall = BigInt()
    arrived_at = BigInt()
    bytes_at = BigInt(null=True, default=None)
    content_sha256 = Varchar(64)
    bytes_removed_at = BigInt(null=True, default=None)
    signed_name = Varchar(100, default="")
