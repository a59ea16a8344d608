import { shallowRef, watch } from 'vue';
import { listNotifications } from '@/api/inbox';
import { ended, me } from './login-session';

const lookEveryMs = 60_000;

/** How many messages the person has not read, as far as this page knows. */
export const unread = shallowRef(0);

export async function countUnread(): Promise<void> {
  if (me.value === null || ended.value || document.visibilityState !== 'visible') return;
  const answer = await listNotifications({ cursor: null, limit: 1, unread: true });
  if (answer.kind === 'ok') unread.value = answer.value.unread;
}

/** Keeps the count up to date while somebody is logged in and looking. */
export function startUnread(): void {
  watch(() => me.value?.person.id, (id) => {
    unread.value = 0;
    if (id !== undefined) void countUnread();
  }, { immediate: true });
  setInterval(() => void countUnread(), lookEveryMs);
  document.addEventListener('visibilitychange', () => void countUnread());
}
