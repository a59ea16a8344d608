import type { CaptureState, Half, Item, ItemKind, Lecturer, NoPosition, Position, RemovalReason, SlotState, Venue, Verdict } from './types';

/** Shapes of what the on-site lead's phone asks for and sends. As in `types`, instants are milliseconds UTC. */

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

/** A project as those see it who work on it. */
export type ProjectBrief = {
  id: string;
  no: string;
  name: string;
  organiser: string;
  place: string;
  plannedStart: string;
  plannedEnd: string;
  indoor: boolean;
};

export type Assignment = {
  id: string;
  project: ProjectBrief;
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
