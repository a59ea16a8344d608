import { onBeforeUnmount, ref, type Ref } from 'vue';
import { serverNow } from '@/api/time';

/** The server's time, renewed every `everyMs` while the screen is up: for countdowns and words like "today". */
export function useTicking(everyMs: number): Ref<number> {
  const now = ref(serverNow());
  const timer = setInterval(() => {
    now.value = serverNow();
  }, everyMs);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}
