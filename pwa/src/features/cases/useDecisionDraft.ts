import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { CaseShown } from '@/api/case-types';
import { serverNow } from '@/api/time';
import { dropDrafts, dropStranded, emptyDraft, keepDraft, readDraft, strandedWords, type DecisionDraft } from './decision-draft';

export type DecisionDraftUse = {
  draft: Ref<DecisionDraft>;
  /** When what is on the screen was typed, where it was read back from this device. */
  restoredAt: Ref<number | null>;
  /** This browser keeps nothing: leaving would lose what was typed. */
  keepsNot: Ref<boolean>;
  /** What was typed for a round that is over; empty where nothing was. */
  stranded: ShallowRef<string>;
  dropStranded: () => void;
  /** It was sent. */
  drop: (caseId: string) => void;
};

const keepAfterMs = 400;

/** What is being said about a case, by person and by place (a round of a step): kept on this device until it is sent. */
export function useDecisionDraft(
  person: () => string, shown: () => CaseShown | null, place: () => string | null,
): DecisionDraftUse {
  const draft = ref<DecisionDraft>(emptyDraft());
  const restoredAt = ref<number | null>(null);
  const keepsNot = ref(false);
  const stranded = shallowRef('');
  let at: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(): void {
    clearTimeout(timer);
    if (at !== null) keepsNot.value = !keepDraft(person(), at, draft.value, serverNow());
  }

  function open(next: string | null): void {
    keep();
    at = next;
    const kept = next === null ? null : readDraft(person(), next);
    draft.value = kept?.draft ?? emptyDraft();
    restoredAt.value = kept?.at ?? null;
    const now = shown();
    stranded.value = now === null ? '' : strandedWords(person(), now);
  }

  watch(place, open, { immediate: true, flush: 'sync' });
  watch(
    draft,
    (now, before) => {
      clearTimeout(timer);
      // Another draft on the screen is not yet something typed.
      if (now === before) timer = setTimeout(keep, keepAfterMs);
    },
    { deep: true },
  );
  addEventListener('pagehide', keep);
  onScopeDispose(() => {
    removeEventListener('pagehide', keep);
    keep();
  });

  return {
    draft, restoredAt, keepsNot, stranded,
    dropStranded: () => {
      const now = shown();
      if (now !== null) dropStranded(person(), now);
      stranded.value = '';
    },
    drop: (caseId) => {
      dropDrafts(person(), caseId);
      if (at?.startsWith(`${caseId}.`) !== false) draft.value = emptyDraft();
      restoredAt.value = null;
      stranded.value = '';
    },
  };
}
