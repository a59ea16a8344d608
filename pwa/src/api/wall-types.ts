import type { ProjectBrief } from './onsite-types';
import type { CaptureState, Filing, Half, Item, Lecturer, NoPosition, Position, SlotState, Venue, Verdict } from './types';

/** Shapes of a project on the evidence wall. As in `types`, instants are milliseconds UTC, coordinates 1e-7 degrees. */

export type FindingLevel = 'info' | 'look' | 'bad';

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

/**
 * `data` holds the numbers that explain it; which ones depends on the code. `other` is null where the finding names no photo,
 * or one of a project that is not the reader's to see.
 */
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
  project: ProjectBrief & { filing: Filing; venues: readonly Venue[] };
  summary: { due: number; complete: number; rate: number };
  lead: { name: string; phoneMasked: string } | null;
  slots: readonly FeedbackSlot[];
};
