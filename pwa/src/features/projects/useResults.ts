import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import { fetchResults, overtakenOf, publishProjects, rateProject, withdrawPublication } from '@/api/results';
import type { Rating, Results } from '@/api/types';
import { codeOf } from '@/locales/problem-words';

export type RatingOutcome = { kind: 'done' } | { kind: 'early'; until: number } | { kind: 'refused'; code: string };

/** `overtaken`: evidence came after the rating, so that publishing it must be confirmed. */
export type PublishOutcome = { kind: 'done' } | { kind: 'overtaken' } | { kind: 'refused'; code: string };

export type ResultsUse = {
  results: ShallowRef<Results | null>;
  /** Code of the last failure to load. */
  failure: ShallowRef<string | null>;
  busy: Ref<boolean>;
  reload: () => Promise<void>;
  /** `early`: evidence may arrive until then, and the rating must be confirmed. */
  rate: (rating: Rating, note: string, confirmed: boolean) => Promise<RatingOutcome>;
  publish: (confirmed: boolean) => Promise<PublishOutcome>;
  /** Answers the code of a refusal, null when it is done. */
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

  async function publish(confirmed: boolean): Promise<PublishOutcome> {
    const answer = await whileBusy(() => publishProjects([projectId()], confirmed));
    await reload();
    if (answer.kind === 'ok') return { kind: 'done' };
    return overtakenOf(answer) === null ? { kind: 'refused', code: codeOf(answer) } : { kind: 'overtaken' };
  }

  async function withdraw(reason: string): Promise<string | null> {
    const answer = await whileBusy(() => withdrawPublication(projectId(), reason));
    if (answer.kind === 'ok') results.value = answer.value;
    return answer.kind === 'ok' ? null : codeOf(answer);
  }

  onMounted(reload);
  return { results, failure, busy, reload, rate, publish, withdraw };
}
