import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { fetchFeedback } from '@/api/projects';
import type { CaptureDetail, Feedback } from '@/api/wall-types';
import { codeOf } from '@/locales/problem-words';
import { layOut, type Wall } from './wall-grid';

export type FeedbackUse = {
  feedback: ShallowRef<Feedback | null>;
  wall: ComputedRef<Wall>;
  /** Code of the last failure to load; what was loaded before stays. */
  failure: ShallowRef<string | null>;
  reload: () => Promise<void>;
  /** Puts the server's answer to a ruling in place at once. */
  replace: (capture: CaptureDetail) => void;
};

/** All that a project's unit and supervisor have sent in. An answer that was overtaken by another question is dropped. */
export function useFeedback(projectId: () => string | null): FeedbackUse {
  const feedback = shallowRef<Feedback | null>(null);
  const failure = shallowRef<string | null>(null);
  const wall = computed(() => (feedback.value === null ? { columns: [], rows: [] } : layOut(feedback.value)));
  let question = 0;

  async function reload(): Promise<void> {
    const id = projectId();
    if (id === null) return;
    question += 1;
    const asked = question;
    const answer = await fetchFeedback(id);
    if (asked !== question) return;
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind === 'ok') feedback.value = answer.value;
  }

  function replace(capture: CaptureDetail): void {
    if (feedback.value === null) return;
    const slots = feedback.value.slots.map((slot) => ({
      ...slot,
      captures: slot.captures.map((one) => (one.id === capture.id ? capture : one)),
    }));
    feedback.value = { ...feedback.value, slots };
  }

  watch(
    projectId,
    () => {
      feedback.value = null;
      failure.value = null;
      void reload();
    },
    { immediate: true },
  );
  return { feedback, wall, failure, reload, replace };
}
