import { onBeforeUnmount, ref, type Ref } from 'vue';
import { correctedNow } from '@/queue';

/** The server's time as the phone can know it, also without network and after sleeping; renewed every `everyMs`. */
export function useCorrectedNow(everyMs = 1000): Ref<number> {
  const now = ref(correctedNow());
  const renew = (): void => {
    now.value = correctedNow();
  };
  const timer = setInterval(renew, everyMs);
  // Timers rest in the background; the first picture after waking must already be right.
  document.addEventListener('visibilitychange', renew);
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', renew);
  });
  return now;
}
