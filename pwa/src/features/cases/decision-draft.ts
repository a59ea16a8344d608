import { reactive } from 'vue';
import type { CaseVerdict, Values } from '@/api/case-types';

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

/** For the life of the page: leaving a case, or a refusal, must not lose what was typed. */
const drafts = reactive(new Map<string, DecisionDraft>());

export function draftOf(caseId: string): DecisionDraft {
  if (!drafts.has(caseId)) drafts.set(caseId, { act: null, reasons: {}, fields: [], form: {}, step: '' });
  return drafts.get(caseId) as DecisionDraft;
}

/** Everything typed, for whom it can no longer be sent. */
export function typedWords(draft: DecisionDraft): string {
  return Object.values(draft.reasons).filter((reason) => reason.trim() !== '').join('\n');
}

/** It was sent. */
export function dropDraft(caseId: string): void {
  drafts.delete(caseId);
}

/** Pure. Whether the server asks for a reason. */
export function needsReason(act: Act): boolean {
  return act !== 'approve';
}

/** Pure. Whether a reason may point at fields: only where the document goes back to its writer. */
export function mayPoint(act: Act): boolean {
  return act === 'return' || act === 'reject' || act === 'recall';
}
