import { onMounted, shallowRef, type ShallowRef } from 'vue';
import { fetchFeedback } from '@/api/projects';
import type { Feedback } from '@/api/wall-types';

/** What the project is, for the heading; null until it is known. */
export function useProject(projectId: () => string): ShallowRef<Feedback | null> {
  const feedback = shallowRef<Feedback | null>(null);
  onMounted(async () => {
    const answer = await fetchFeedback(projectId());
    if (answer.kind === 'ok') feedback.value = answer.value;
  });
  return feedback;
}
