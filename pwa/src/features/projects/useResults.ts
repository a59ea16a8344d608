import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import { fetchResults, publishProjects, rateProject, withdrawPublication } from '@/api/results';
import type { Rating, Results } from '@/api/types';
import { codeOf } from '@/locales/problem-words';

export type RatingOutcome = { kind: 'done' } | { kind: 'early'; until: number } | { kind: 'refused'; code: string };

export type ResultsUse = {
  results: ShallowRef<Results | null>;
  /** Code of the last failure to load. */
  failure: ShallowRef<string | null>;
  busy: Ref<boolean>;
  reload: () => Promise<void>;
  /** `early`: evidence may arrive until then, and the rating must be confirmed. */
  rate: (rating: Rating, note: string, confirmed: boolean) => Promise<RatingOutcome>;
  /** Answers the code of a refusal, null when it is done. */
  publish: () => Promise<string | null>;
  withdraw: (reason: string) => Promise<string | null>;
};

/** Everything said about a project's rating, and saying more. */
export function useResults(projectId: () => string): ResultsUse {
  const results = shallowRef<Results | null>(null);
  const failure = shallowRef<string | null>(null);
  const busy = ref(false);

  async function reload(): Promise<void> {
    const answer = await fetchResults(projectId());
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind === 'ok') results.value = answer.value;
  }

  async function whileBusy<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    busy.value = true;
    const answer = await ask();
    busy.value = false;
    return answer;
  }

  async function rate(rating: Rating, note: string, confirmed: boolean): Promise<RatingOutcome> {
    const answer = await whileBusy(() => rateProject(projectId(), { rating, note, confirmed }));
    if (answer.kind === 'ok') {
      results.value = answer.value;
      return { kind: 'done' };
    }
    const until = answer.kind === 'problem' && answer.problem.code === 'late_window_open' ? answer.problem.data.until : null;
    return typeof until === 'number' ? { kind: 'early', until } : { kind: 'refused', code: codeOf(answer) };
  }

  async function publish(): Promise<string | null> {
    const answer = await whileBusy(() => publishProjects([projectId()]));
    await reload();
    return answer.kind === 'ok' ? null : codeOf(answer);
  }

  async function withdraw(reason: string): Promise<string | null> {
    const answer = await whileBusy(() => withdrawPublication(projectId(), reason));
    if (answer.kind === 'ok') results.value = answer.value;
    return answer.kind === 'ok' ? null : codeOf(answer);
  }

  onMounted(reload);
  return { results, failure, busy, reload, rate, publish, withdraw };
}
