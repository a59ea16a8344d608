import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import { listTasks } from '@/api/tasks';
import { ended, me } from './login-session';

const lookEveryMs = 60_000;

/** How much waits for the person who is logged in, as far as this page knows. */
export const taskCount = shallowRef(0);

export async function countTasks(): Promise<void> {
  if (me.value?.kind !== 'full' || ended.value || document.visibilityState !== 'visible') return;
  const answer = await listTasks({ flow: null, q: '', cursor: null, limit: 1 });
  if (answer.kind === 'ok') taskCount.value = answer.value.counts.all;
}

/** Keeps the count up to date while the component is up and somebody is looking. */
export function useTaskCount(): void {
  const look = (): void => void countTasks();
  let timer: ReturnType<typeof setInterval> | undefined;
  watch(() => me.value?.person.id, () => {
    taskCount.value = 0;
    look();
  });
  onMounted(() => {
    look();
    timer = setInterval(look, lookEveryMs);
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    removeEventListener('focus', look);
  });
}
