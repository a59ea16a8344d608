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
  /** The half-day from which on it counts; empty, or absent in what older servers sent, where it always did. */
  fromDay?: string;
  fromHalf?: Half | '';
  points?: readonly { latE7: number; lonE7: number }[];
};

export type Position = { latE7: number; lonE7: number; accuracyM: number; ageMs: number };

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
