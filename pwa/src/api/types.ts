/**
 * The shapes of the API. Instants (`…At`, `wall`) are milliseconds since 1970, dates `YYYY-MM-DD` in the deployment's zone,
 * coordinates 1e-7 degrees, lengths (`…M`) metres, binary base64url, digests lower-case hex SHA-256.
 */

export type RoleKey = 'onsite_lead' | 'cme_institution' | 'cme_authority' | 'auditor' | 'platform_admin' | 'unit_admin' | 'cme_learner';

export type Me = {
  person: { id: string; name: string };
  kind: 'supervisor' | 'full';
  roles: readonly { role: RoleKey; organisationId: string | null; organisationName: string | null }[];
  csrf: string;
  demo: boolean;
  /** Of the deployment, as `Asia/Shanghai`: the one in which times and days are shown. */
  zone: string;
  serverAt: number;
};

export type Captcha = { id: string; image: string; expiresAt: number };

export type DemoRole = {
  key: string;
  role: RoleKey;
  person: string;
  organisation: string;
  phone: string;
  loginCode: string | null;
};

export type ServerKey = {
  kid: string;
  purpose?: 'signing' | 'sealing';
  publicKey: string;
  fingerprint: string;
  from: number;
  until: number | null;
};

export type Device = { keyId: string; certificate: string; keys: readonly ServerKey[] };

export type Half = 'am' | 'pm';
export type SlotState = 'not_started' | 'open' | 'awaiting_upload' | 'complete' | 'partial' | 'expired';
export type ItemKind = 'venue' | 'agenda_board' | 'room' | 'lecturer';
export type RemovalReason = 'absent' | 'replaced' | 'cancelled';
export type Verdict = 'in_time' | 'offline' | 'unproven';
export type CaptureState = 'awaiting_bytes' | 'waiting' | 'stored';
export type NoPosition = 'no_fix' | 'indoor' | 'unavailable';

export type Item = { kind: ItemKind; row: string | null };

export type Lecturer = {
  row: string;
  name: string;
  unit: string;
  title: string;
  topic: string;
  order: number;
  /** Added on site, not from the schedule. */
  added: boolean;
  removed: { reason: RemovalReason; at: number } | null;
};

export type Venue = {
  name: string;
  latE7: number;
  lonE7: number;
  radiusM: number;
  points?: readonly { latE7: number; lonE7: number }[];
};

export type Position = { latE7: number; lonE7: number; accuracyM: number; ageMs: number };

/* ---- the supervisor on site ---- */

/** Why a photo does not count for its half-day. */
export type WhyNot = 'awaiting_bytes' | 'waiting' | 'undecodable' | 'questioned' | 'unproven' | 'no_position';

export type CaptureSummary = {
  id: string;
  item: Item;
  state: CaptureState;
  takenAt: number;
  verdict: Verdict;
  current: boolean;
  counts: boolean;
  whyNot: WhyNot | null;
};

export type Slot = {
  id: string;
  version: number;
  date: string;
  half: Half;
  opensAt: number;
  closesAt: number;
  lateUntil: number;
  state: SlotState;
  progress: { done: number; total: number };
  lecturers: readonly Lecturer[];
  captures: readonly CaptureSummary[];
};

export type Assignment = {
  id: string;
  project: {
    id: string;
    no: string;
    name: string;
    organiser: string;
    place: string;
    plannedStart: string;
    plannedEnd: string;
    indoor: boolean;
  };
  commitment: { textVersion: number; text: string; textSha256: string; signedAt: number | null };
  /** `removed`: kept as long as required; only the name is left. */
  documents: readonly {
    id: string;
    kind: 'notice' | 'schedule';
    name: string;
    size: number;
    url: string;
    state: 'awaiting_bytes' | 'stored' | 'removed';
  }[];
  venues: readonly Venue[];
  slots: readonly Slot[];
};

export type Assignments = { serverAt: number; assignments: readonly Assignment[] };

export type Ticket = { slotId: string; slotVersion: number; token: string };

export type CommitmentFact = {
  id: string;
  assignmentId: string;
  textVersion: number;
  textSha256: string;
  drawing: { sha256: string; size: number };
  wall: number;
  timeToken: string;
};

export type CommitmentAnswer = { id: string; state: 'awaiting_bytes' | 'stored'; signedAt: number };

/** A lecturer row added to, or removed from, a slot. Removing needs a reason; adding needs the name, the rest may be empty. */
export type LecturerFact = {
  id: string;
  slotId: string;
  kind: 'add' | 'remove';
  row: string;
  name: string;
  unit: string;
  title: string;
  topic: string;
  reason: RemovalReason | null;
  wall: number;
};

export type LecturerAnswer = { id: string; state: 'stored' | 'refused' | 'conflict'; code: string | null };

/** What a photo's signature covers (design §4). The signed bytes are the exact UTF-8 text of this as JSON. */
export type Manifest = {
  v: 1;
  id: string;
  ticket: string;
  item: { kind: ItemKind; row: string | null; name: string | null };
  sha256: string;
  size: number;
  wall: number;
  timeToken: string;
  tokenWall: number;
  tokenDocument: string;
  document: string;
  sinceTokenMs: number | null;
  position: Position | null;
  noPosition: NoPosition | null;
  camera: 'frame' | 'fallback';
  reencoded: boolean;
  previous: string | null;
  witness: string | null;
};

export type SignedManifest = { manifest: string; signature: string; keyId: string };

export type CaptureAnswer = {
  id: string | null;
  manifestSha256: string;
  state: 'awaiting_bytes' | 'stored' | 'waiting' | 'conflict' | 'refused';
  code: string | null;
  receipt: string | null;
};

export type BlobAnswer = {
  sha256: string;
  size: number;
  receipts: readonly string[];
  commitments: readonly { id: string; state: 'awaiting_bytes' | 'stored' }[];
};

/* ---- the authority and the unit ---- */

export type Filing = 'not_filed' | 'in_review' | 'approved' | 'rejected' | 'returned';
export type Rating = 'qualified' | 'basically_qualified' | 'unqualified';

export type ProjectRow = {
  id: string;
  no: string;
  name: string;
  organiser: string;
  plannedStart: string;
  plannedEnd: string;
  filing: Filing;
  /** When it was last filed. */
  filedAt: number | null;
  slots: { due: number; complete: number; total: number };
  items: { venue: number; agendaBoard: number; room: number; lecturer: number };
  look: number;
  /** Half-days that are over and not complete. */
  missing: number;
  firstAt: number | null;
  latestAt: number | null;
  /** A unit is told what was published only. */
  rating: Rating | null;
  /** Evidence came after the rating. */
  ratingStale: boolean;
  /** Somebody is named as on-site lead. */
  led: boolean;
  published: boolean;
};

export type PublishedRow = {
  projectId: string;
  no: string;
  name: string;
  organiser: string;
  plannedStart: string;
  plannedEnd: string;
  rating: Rating;
  note: string;
  version: number;
  at: number;
};

/** Versions are newest first. A unit is told the publications only. */
export type Results = {
  /** Evidence has arrived since the newest rating. */
  stale: boolean;
  ratings: readonly {
    version: number;
    rating: Rating;
    note: string;
    by: string;
    at: number;
    /** Before the last late window ended. */
    early: boolean;
  }[];
  publications: readonly {
    version: number;
    /** Only the newest can stand: a later one supersedes it even if that was withdrawn. */
    state: 'standing' | 'superseded' | 'withdrawn';
    rating: Rating;
    note: string;
    at: number;
    withdrawnAt: number | null;
    withdrawnReason: string | null;
  }[];
};

export type Lead = {
  id: string;
  name: string;
  phoneMasked: string;
  unit: string;
  /** How many login codes have been made, the first included. */
  generation: number;
  activeFrom: number;
  endedAt: number | null;
  /** The commitment letter that came first. */
  committedAt: number | null;
  commitmentId: string | null;
  /** What was corrected, newest first. */
  corrections: readonly LeadCorrection[];
};

/** What stood there before a correction; null where it stayed. */
export type LeadCorrection = { at: number; by: string | null; name: string | null; unit: string | null };

/** A commitment letter as it was signed. */
export type CommitmentLetter = {
  id: string;
  projectId: string;
  projectNo: string;
  projectName: string;
  /** As it was then, and as it was corrected since. */
  name: string;
  nameNow: string;
  textVersion: number;
  text: string;
  textSha256: string;
  /** When it arrived at the server, and what the phone's clock said. */
  signedAt: number;
  phoneTime: number;
  drawing: 'awaiting_bytes' | 'stored' | 'removed';
  drawingSha256: string;
};

/** The present lead first, then the former ones. */
export type Leads = { items: readonly Lead[]; loginUrl: string };

/** A login code in clear; the same request answers it again until `shownUntil`, then nobody can. */
export type IssuedCode = { assignmentId: string; loginCode: string; shownUntil: number; loginUrl: string };

export type Notification = {
  id: string;
  /** Has words under `inbox.kind.<kind>`. */
  kind: string;
  urgent: boolean;
  params: Readonly<Record<string, string | number>>;
  subjectId: string | null;
  /** The project that it is about. */
  scopeId: string | null;
  at: number;
  readAt: number | null;
};

export type Channel = 'email' | 'sms';

/** `ways` are the channels this deployment can send by; within `quiet` (`22:00`) only urgent messages are sent. */
export type Preferences = {
  email: string | null;
  emailOn: boolean;
  smsOn: boolean;
  language: 'zh' | 'en';
  ways: readonly Channel[];
  quiet: { from: string; until: string };
};

export type Delivery = {
  id: string;
  channel: Channel;
  state: 'waiting' | 'sending' | 'sent' | 'retry' | 'failed' | 'expired';
  reason: string;
  tries: number;
  at: number;
  nextTryAt: number | null;
  finishedAt: number | null;
};

export type FilingCounts = { notFiled: number; inReview: number; approved: number; rejected: number; returned: number };
export type ProjectFilter = 'all' | 'running' | 'look' | 'complete' | 'missing';

/** `total`: all that match, on all pages. Each of the counts is taken within what else was asked for. */
export type ProjectPage = {
  items: readonly ProjectRow[];
  next: string | null;
  total: number;
  counts: Readonly<Record<ProjectFilter, number>>;
  filingCounts: FilingCounts;
};

export type FindingLevel = 'info' | 'look' | 'bad';

/** `data` holds the numbers that explain it; which ones depends on the code. */
/** A photo that another one is like; `pictured`: its small picture can be asked for. */
export type OtherPhoto = {
  id: string;
  projectId: string;
  projectNo: string;
  projectName: string;
  slotId: string;
  date: string;
  half: Half;
  item: Item;
  pictured: boolean;
};

/** `other` is null where the finding names no photo, or one of a project that is not the reader's to see. */
export type Finding = {
  code: string;
  level: FindingLevel;
  data: Readonly<Record<string, unknown>>;
  other: OtherPhoto | null;
};

export type Ruling = { verdict: 'accepted' | 'questioned'; reason: string; by: string; at: number };

export type CaptureDetail = {
  id: string;
  item: Item;
  state: CaptureState;
  /** Who took it. */
  by: string;
  inspected: boolean;
  verdict: Verdict;
  takenFrom: number;
  takenUntil: number;
  takenAt: number;
  arrivedAt: number;
  bytesAt: number | null;
  /** Photo and position were kept as long as the settings say, and removed then. */
  bytesRemovedAt: number | null;
  position: Position | null;
  noPosition: NoPosition | 'removed' | null;
  distanceM: number | null;
  venue: string | null;
  findings: readonly Finding[];
  current: boolean;
  counts: boolean;
  ruling: Ruling | null;
  /** Words that a newer one has overtaken, the newest first. */
  earlierRulings: readonly Ruling[];
};

export type FeedbackSlot = {
  id: string;
  date: string;
  half: Half;
  state: SlotState;
  /** Taken back; photos came for it all the same. It is never due. */
  cancelled: boolean;
  opensAt: number;
  closesAt: number;
  lateUntil: number;
  /** When it became complete, and the lead whose photo made it so. */
  submittedAt: number | null;
  submittedBy: string | null;
  lecturers: readonly Lecturer[];
  captures: readonly CaptureDetail[];
};

export type Feedback = {
  project: {
    id: string;
    no: string;
    name: string;
    organiser: string;
    place: string;
    plannedStart: string;
    plannedEnd: string;
    indoor: boolean;
    filing: Filing;
    venues: readonly Venue[];
  };
  summary: { due: number; complete: number; rate: number };
  lead: { name: string; phoneMasked: string } | null;
  slots: readonly FeedbackSlot[];
};
