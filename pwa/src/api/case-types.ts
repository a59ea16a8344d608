import type { CountedPage } from './page';

/** Shapes of cases and of the inbox of what waits for somebody. As in `types`, instants are milliseconds UTC. */

/** Words in both languages, as definitions bring them. */
export type Label = { zh: string; en: string };

export type Named = { id: string; name: string };

export type CaseState = 'draft' | 'in_review' | 'returned' | 'rejected' | 'approved';
export type CaseVerdict = 'approve' | 'return' | 'reject' | 'hold';
export type StepState = 'waiting' | 'open' | 'held' | 'approved' | 'skipped' | 'returned' | 'rejected';
export type Values = Readonly<Record<string, unknown>>;

/** Whom something waits for; `standIn`: an administrator, because nobody is there to decide. */
export type CaseHolder = { role: string; organisation: Named | null; person: Named | null; standIn: boolean };

/** Who did something, as what and for whom; no person is the server itself. */
export type CaseBy = { person: Named | null; role: string; organisation: Named | null };

export type CaseWord = {
  verdict: CaseVerdict;
  by: CaseBy;
  at: number;
  reason: string;
  fields: readonly string[];
  form: Values | null;
};

/** `next`: it opens as soon as those open now are approved. `usualMs`: how long it usually takes, null if not known. */
export type CaseStep = {
  key: string;
  label: Label;
  state: StepState;
  round: number | null;
  since: number | null;
  holder: CaseHolder | null;
  dueAt: number | null;
  decided: CaseWord | null;
  held: CaseWord | null;
  next: boolean;
  usualMs: number | null;
};

/** A line of the timeline; `counts`: false for what was voided since. `to`: the step a return goes to. */
export type CaseEntry = {
  place: number;
  what: 'submitted' | 'decided' | 'undone' | 'reopened' | 'recalled' | 'handed_over' | 'skipped' | 'concluded';
  at: number;
  by: CaseBy;
  step: string | null;
  label: Label | null;
  round: number | null;
  verdict: CaseVerdict | null;
  to: string | null;
  reason: string;
  fields: readonly string[];
  documentVersion: number | null;
  holder: CaseHolder | null;
  outcome: 'approved' | 'rejected' | null;
  counts: boolean;
};

/** `path` is of the newer version, of the older for what was removed; `row` is the id of its row. */
export type CaseChange = {
  path: string;
  what: 'added' | 'removed' | 'changed' | 'moved';
  before: unknown;
  after: unknown;
  row: string | null;
};

/** A step this person may decide now: what to send, and the form that approving asks for. */
export type MayDecide = {
  step: string;
  round: number;
  documentVersion: number;
  verdicts: readonly CaseVerdict[];
  returnTo: readonly string[];
  form: string | null;
};

export type MayUndo = { step: string; round: number };
export type MayReopen = { right: string; label: Label; steps: readonly string[] };
export type MayRecall = { right: string; label: Label };

export type CaseMay = {
  decide: readonly MayDecide[];
  undo: readonly MayUndo[];
  reopen: readonly MayReopen[];
  recall: readonly MayRecall[];
};

/**
 * `pointsAt`: fields the last return points at. `changes`: of the document since version `changedSince`, 0 being what stood
 * before the case. `names`: of the organisations the document refers to. `definition`: the digest of the document's
 * definition. The timeline is oldest first.
 */
export type CaseShown = {
  id: string;
  flow: string;
  flowTitle: Label;
  subjectId: string;
  title: Label;
  state: CaseState;
  stateLabel: Label;
  organisation: Named | null;
  openedAt: number;
  changedAt: number;
  turn: 'applicant' | 'reviewers' | 'nobody';
  steps: readonly CaseStep[];
  timeline: readonly CaseEntry[];
  pointsAt: readonly string[];
  documentVersion: number;
  document: Values;
  definition: string | null;
  names: Readonly<Record<string, string>>;
  changes: readonly CaseChange[];
  changedSince: number | null;
  may: CaseMay;
};

/**
 * Something that waits for this person: a step to decide, or (no step) an own case to mend and send again. `verdicts`,
 * `form`: what the step lets be said, and the form that approving asks for.
 */
export type Task = {
  caseId: string;
  flow: string;
  flowTitle: Label;
  subjectId: string;
  title: Label;
  state: CaseState;
  organisation: Named | null;
  step: string | null;
  label: Label | null;
  round: number;
  documentVersion: number;
  since: number;
  dueAt: number | null;
  standIn: boolean;
  verdicts: readonly CaseVerdict[];
  form: string | null;
};

/** One word on the same step of several cases of one flow; `form` goes to each. */
export type BatchSent = {
  flow: string;
  step: string;
  verdict: 'approve' | 'return';
  items: readonly { caseId: string; round: number; documentVersion: number }[];
  reason: string;
  form?: Values;
};

/** What became of one of them. changed: something came first; refused: not this person's to say, or not this way. */
export type BatchRow = {
  caseId: string;
  outcome: 'done' | 'changed' | 'refused';
  code: string | null;
  data: Readonly<Record<string, unknown>>;
};

/** A case in the list of all about one thing. */
export type CaseBrief = {
  id: string;
  flow: string;
  flowTitle: Label;
  title: Label;
  state: CaseState;
  stateLabel: Label;
  openedAt: number;
  changedAt: number;
};

/** Of all that waits. `mend`: returned to this person's own side. */
export type TaskCounts = {
  all: number;
  overdue: number;
  mend: number;
  flows: readonly { flow: string; title: Label; count: number }[];
};

export type TaskPage = CountedPage<Task> & { counts: TaskCounts };

/** What a decision, undo or recall carries; each names what was on the screen. */
export type DecisionSent = {
  step: string;
  round: number;
  documentVersion: number;
  verdict: CaseVerdict;
  reason?: string;
  fields?: readonly string[];
  to?: string | null;
  form?: Values;
};
