import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import type { CaseShown } from '@/api/case-types';
import { fetchCase } from '@/api/cases';
import { codeOf } from '@/locales/problem-words';
import { refusalOf, type Refusal } from './happened';

export type CaseUse = {
  shown: ShallowRef<CaseShown | null>;
  /** Code of the last failure to load; what was loaded before stays. */
  failure: ShallowRef<string | null>;
  busy: Ref<boolean>;
  refusal: ShallowRef<Refusal | null>;
  reload: () => Promise<void>;
  /** Sends an act; whether it was done. */
  act: (send: (shown: CaseShown) => Promise<Answer<CaseShown>>) => Promise<boolean>;
};

/** A case, and acting on it. Another case asked for meanwhile drops what comes late. */
export function useCase(caseId: () => string): CaseUse {
  const shown = shallowRef<CaseShown | null>(null);
  const failure = shallowRef<string | null>(null);
  const busy = ref(false);
  const refusal = shallowRef<Refusal | null>(null);
  let abort = new AbortController();

  async function reload(): Promise<void> {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const answer = await fetchCase(caseId(), null, signal);
    if (signal.aborted) return;
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind !== 'ok') return;
    shown.value = answer.value;
    refusal.value = null;
  }

  async function act(send: (shown: CaseShown) => Promise<Answer<CaseShown>>): Promise<boolean> {
    const before = shown.value;
    if (before === null || busy.value) return false;
    busy.value = true;
    refusal.value = null;
    const answer = await send(before);
    busy.value = false;
    if (caseId() !== before.id) return answer.kind === 'ok';
    if (answer.kind === 'ok') shown.value = answer.value;
    else refusal.value = refusalOf(answer);
    return answer.kind === 'ok';
  }

  watch(
    caseId,
    () => {
      shown.value = null;
      refusal.value = null;
      void reload();
    },
    { immediate: true },
  );
  onBeforeUnmount(() => abort.abort());
  return { shown, failure, busy, refusal, reload, act };
}
