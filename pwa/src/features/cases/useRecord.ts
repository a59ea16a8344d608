import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { CaseBrief, CaseShown } from '@/api/case-types';
import { fetchProjectCase } from '@/api/cases';
import type { Standing } from '@/api/filing-types';

export type RecordUse = {
  /** The filing as it stands after its changes; null where nothing was changed, and of other cases. */
  standing: ComputedRef<Standing | null>;
  /** Every case of the project. */
  cases: ComputedRef<readonly CaseBrief[]>;
};

type Told = { project: string; standing: Standing | null; cases: readonly CaseBrief[] };

const flows: readonly string[] = ['filing', 'filing_change'];

/** What else there is about the project of a case: how it stands, and its other cases. Looked at again after each act. */
export function useRecord(shown: () => CaseShown | null): RecordUse {
  const told = shallowRef<Told | null>(null);
  const own = computed(() => (told.value?.project === shown()?.subjectId ? told.value : null));

  watch(
    () => [shown()?.id, shown()?.changedAt],
    async () => {
      const one = shown();
      if (one === null || !flows.includes(one.flow)) return;
      const answer = await fetchProjectCase(one.subjectId);
      if (answer.kind === 'ok') told.value = { project: one.subjectId, standing: answer.value.standing, cases: answer.value.cases };
    },
    { immediate: true },
  );
  return {
    standing: computed(() => (shown()?.flow === 'filing' ? (own.value?.standing ?? null) : null)),
    cases: computed(() => own.value?.cases ?? []),
  };
}
