import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer, Problem } from '@/api/answer';
import { codeOf } from '@/locales/problem-words';

export type AttemptUse = {
  busy: Ref<boolean>;
  /** Code of the last refusal. */
  refusal: ShallowRef<string | null>;
  /** Until when nothing more is looked at; null when it is not so. */
  pausedUntil: ShallowRef<number | null>;
  /** The value of a good answer; of any other, null, after `take` has seen it. */
  attempt: <T>(ask: () => Promise<Answer<T>>, take: (problem: Problem) => void) => Promise<T | null>;
};

/** One question at a time, with what is said when it is refused. */
export function useAttempt(): AttemptUse {
  const busy = ref(false);
  const refusal = shallowRef<string | null>(null);
  const pausedUntil = shallowRef<number | null>(null);

  async function attempt<T>(ask: () => Promise<Answer<T>>, take: (problem: Problem) => void): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    refusal.value = null;
    const answer = await ask();
    busy.value = false;
    if (answer.kind === 'ok') return answer.value;
    refusal.value = codeOf(answer);
    if (answer.kind === 'problem') {
      const { retryAt } = answer.problem.data;
      if (typeof retryAt === 'number') pausedUntil.value = retryAt;
      take(answer.problem);
    }
    return null;
  }

  return { busy, refusal, pausedUntil, attempt };
}
