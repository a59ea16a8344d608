import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue';
import { queueView, subscribe, type QueueView } from '@/queue';

/** What the phone queue holds and does, followed while the screen is up. */
export function useQueueView(): Readonly<ShallowRef<QueueView>> {
  const view = shallowRef(queueView());
  const stop = subscribe((next) => {
    view.value = next;
  });
  onBeforeUnmount(stop);
  return view;
}
