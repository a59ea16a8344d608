import { syncTag, wake } from '@/queue';

declare const self: ServiceWorkerGlobalScope;

/** Background Sync, not yet in TypeScript's library. */
type SyncEvent = ExtendableEvent & { readonly tag: string };

/** Lets the browser wake the sender when the line is back, with or without an open page. */
export function wakeQueueOnSync(): void {
  self.addEventListener('sync', (event) => {
    const sync = event as SyncEvent;
    if (sync.tag === syncTag) sync.waitUntil(wake('sync'));
  });
}
