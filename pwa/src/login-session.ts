import { computed, shallowRef } from 'vue';
import { fetchMe, logOut as endOnServer } from '@/api/login';
import { onLoggedOut } from '@/api/request';
import type { Me, RoleKey } from '@/api/types';
import { useZone } from '@/ui/format';

/** Who is logged in as far as this phone knows; null before that is known, and after log-out. */
export const me = shallowRef<Me | null>(null);

/** The server has ended the login session. Screens stay as they are, so that nobody loses a camera in mid-capture. */
export const ended = shallowRef(false);

export const roles = computed(() => new Set<RoleKey>(me.value?.roles.map((grant) => grant.role)));

type Recall = 'known' | 'unknown' | 'unreachable';

/** To be called with every answer of log-in. */
export async function begin(value: Me): Promise<void> {
  know(value);
  ended.value = false;
  await withQueue(async (queue) => {
    await queue.rememberLogin(value);
    void queue.startQueue();
  });
}

/**
 * Finds out who is logged in: from the phone's own memory at once, so that a start without network works, while the
 * server is asked meanwhile; else from the server.
 */
export async function recall(): Promise<Recall> {
  if (me.value !== null) return 'known';
  const asking = ask();
  const remembered = hasBeenHere() ? await remember() : null;
  if (remembered === null) return asking;
  know(remembered);
  return 'known';
}

function know(value: Me): void {
  useZone(value.zone);
  me.value = value;
}

/** A page that no worker controls is a first visit: nothing can wait on this phone, and no script need be fetched to look. */
export function hasBeenHere(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
}

async function remember(): Promise<Me | null> {
  let remembered: Me | null = null;
  await withQueue(async (queue) => {
    remembered = await queue.rememberedLogin();
    if (remembered !== null) void queue.startQueue();
  });
  return remembered;
}

async function ask(): Promise<Recall> {
  const answer = await fetchMe();
  if (answer.kind === 'offline') return 'unreachable';
  if (answer.kind === 'problem') return 'unknown';
  await begin(answer.value);
  return 'known';
}

/** Ends the login session on the server, then here. False when the server was not reached: then nothing has changed. */
export async function end(): Promise<boolean> {
  const answer = await endOnServer();
  const gone = answer.kind === 'ok' || (answer.kind === 'problem' && answer.problem.status === 401);
  if (!gone) return false;
  await withQueue((queue) => queue.forgetLogin());
  me.value = null;
  ended.value = false;
  return true;
}

/** Where nothing can be kept (some private windows) everything but capture still works. */
async function withQueue(work: (queue: typeof import('@/queue')) => Promise<void>): Promise<void> {
  try {
    await work(await import('@/queue'));
  } catch {
    // The screens of capture say so themselves.
  }
}

onLoggedOut(() => {
  if (me.value !== null) ended.value = true;
});
