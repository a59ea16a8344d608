import { computed, onBeforeUnmount, ref, type ComputedRef } from 'vue';
import type { QueueView } from '@/queue';

/** Whether the server can be reached as far as anybody knows: the browser's flag says only "no" for certain. */
export function useOnline(view: Readonly<{ value: QueueView }>): ComputedRef<boolean> {
  const flag = ref(navigator.onLine);
  const renew = (): void => {
    flag.value = navigator.onLine;
  };
  addEventListener('online', renew);
  addEventListener('offline', renew);
  onBeforeUnmount(() => {
    removeEventListener('online', renew);
    removeEventListener('offline', renew);
  });
  return computed(() => {
    const { sender } = view.value;
    return flag.value && !(sender.kind === 'waiting' && sender.code === 'offline');
  });
}
