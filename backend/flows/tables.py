"""Cases, their events and documents, the definitions they run under, and what waits for whom."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table


class Definition(Table, tablename="definition"):
    """An effective form or a flow as canonical JSON, kept from its first use, so that old documents stay readable."""

    digest = Varchar(64, primary_key=True, default=None)
    kind = Varchar(10)
    key = Varchar(60)
    body = Text()
    stored_at = BigInt()


class ReviewCase(Table, tablename="review_case"):
    """A case. Its state is the fold of its events; the columns repeat it for lists.

    organisation_id and applicant_role say whose case it is; applicant_id is set where it is one person's. subject_id:
    what it is about, known to the area that registered the flow. length: of its events.
    """

    id = UUID(primary_key=True, default=None)
    flow = Varchar(60)
    flow_digest = ForeignKey(Definition, on_delete=OnDelete.restrict, null=False, default=None)
    subject_id = UUID(default=None)
    organisation_id = UUID(default=None)
    applicant_role = Varchar(30)
    applicant_id = UUID(null=True, default=None)
    title_zh = Text()
    title_en = Text()
    state = Varchar(20)
    length = Integer()
    document_version = Integer()
    opened_at = BigInt()
    changed_at = BigInt()


class CaseEvent(Table, tablename="case_event"):
    """An event of a case, never changed. `took_ms`: how long the round was open that this decision ended."""

    id = UUID(primary_key=True, default=None)
    case_id = ForeignKey(ReviewCase, on_delete=OnDelete.restrict, null=False, default=None)
    seq = Integer()
    flow = Varchar(60)
    kind = Varchar(20)
    step = Varchar(60)
    at = BigInt()
    by_id = UUID(null=True, default=None)
    took_ms = BigInt(null=True, default=None)
    body = Text()


class CaseDocument(Table, tablename="case_document"):
    """A submitted version of a case's document, under the definition of its time."""

    id = UUID(primary_key=True, default=None)
    case_id = ForeignKey(ReviewCase, on_delete=OnDelete.restrict, null=False, default=None)
    version = Integer()
    definition_digest = ForeignKey(Definition, on_delete=OnDelete.restrict, null=False, default=None)
    body = Text()
    at = BigInt()
    by_id = UUID(null=True, default=None)


class CaseTask(Table, tablename="case_task"):
    """Something that waits for somebody: an open step, or (step "") the applicant's next word. Follows from events."""

    id = UUID(primary_key=True, default=None)
    case_id = ForeignKey(ReviewCase, on_delete=OnDelete.restrict, null=False, default=None)
    flow = Varchar(60)
    step = Varchar(60)
    round = Integer()
    role = Varchar(30)
    organisation_id = UUID(null=True, default=None)
    person_id = UUID(null=True, default=None)
    stand_in = Boolean(default=False)
    since = BigInt()
    due_at = BigInt(null=True, default=None)
