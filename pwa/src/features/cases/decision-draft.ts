import type { CaseShown, CaseVerdict, MayDecide, Values } from '@/api/case-types';
import { forgetUnsent, keepUnsent, readUnsent, unsentUnder } from '@/forms/unsent';

/** What a reviewer is about to say: a verdict on a step, or something out of the ordinary that the flow names. */
export type Act = CaseVerdict | 'recall' | 'reopen';

/**
 * Said but not yet sent. `reasons` by act, so that what was meant for a return is not sent with an approval. `form` is what
 * approving asks for; `step` the one to open again.
 */
export type DecisionDraft = {
  act: Act | null;
  reasons: Partial<Record<Act, string>>;
  fields: string[];
  form: Values;
  step: string;
};

/** A draft as it was kept on this device, and when. */
export type KeptDraft = { draft: DecisionDraft; at: number };

const form = 'decision';

export function emptyDraft(): DecisionDraft {
  return { act: null, reasons: {}, fields: [], form: {}, step: '' };
}

/** Pure. What a draft is about: a round of a step or, where none is to be decided, a version of the document. */
export function placeOf(shown: CaseShown, decide: MayDecide | null): string {
  return `${shown.id}.${decide === null ? `v${shown.documentVersion}` : `${decide.step}.${decide.round}`}`;
}

/** Pure. Everything that a draft could be about now. */
export function openPlaces(shown: CaseShown): string[] {
  return [null, ...shown.may.decide].map((decide) => placeOf(shown, decide));
}

/** Keeps a draft on this device, or nothing where nothing was said. False where this browser keeps nothing. */
export function keepDraft(personId: string, place: string, draft: DecisionDraft, at: number): boolean {
  if (!isBlank(draft)) return keepUnsent(personId, form, place, { document: draft, version: 0, at });
  forgetUnsent(personId, form, place);
  return true;
}

export function readDraft(personId: string, place: string): KeptDraft | null {
  const kept = readUnsent(personId, form, place);
  return kept === null ? null : { draft: { ...emptyDraft(), ...(kept.document as Partial<DecisionDraft>) }, at: kept.at };
}

/** What was typed about this case for a round that is over: it can no longer be sent. */
export function strandedWords(personId: string, shown: CaseShown): string {
  return strandedPlaces(personId, shown)
    .map((place) => typedWords(readDraft(personId, place)?.draft ?? emptyDraft()))
    .filter((words) => words !== '')
    .join('\n');
}

export function dropStranded(personId: string, shown: CaseShown): void {
  strandedPlaces(personId, shown).forEach((place) => forgetUnsent(personId, form, place));
}

/** It was sent: nothing about this case is kept any longer. */
export function dropDrafts(personId: string, caseId: string): void {
  unsentUnder(personId, form, `${caseId}.`).forEach((place) => forgetUnsent(personId, form, place));
}

function strandedPlaces(personId: string, shown: CaseShown): string[] {
  const open = openPlaces(shown);
  return unsentUnder(personId, form, `${shown.id}.`).filter((place) => !open.includes(place));
}

/** Pure. Everything typed, for whom it can no longer be sent. */
export function typedWords(draft: DecisionDraft): string {
  return Object.values(draft.reasons).filter((reason) => reason.trim() !== '').join('\n');
}

function isBlank(draft: DecisionDraft): boolean {
  return draft.act === null && typedWords(draft) === '' && draft.fields.length === 0 && Object.keys(draft.form).length === 0;
}

/** Pure. Whether the server asks for a reason. */
export function needsReason(act: Act): boolean {
  return act !== 'approve';
}

/** Pure. Whether a reason may point at fields: only where the document goes back to its writer. */
export function mayPoint(act: Act): boolean {
  return act === 'return' || act === 'reject' || act === 'recall';
}
