import { ref, shallowRef } from 'vue';
import type { Failure } from '@/api/answer';
import type { Assignment } from '@/api/onsite-types';
import { hasTicket, keepDocuments, keptDocumentIds, knownAssignments, QueueError, refreshAssignments } from '@/queue';

/** A person's assignments, shared by the screens so that none begins empty. */
export const assignments = shallowRef<readonly Assignment[]>([]);
/** False until the phone's memory, and if that is empty the server, has been asked. */
export const known = ref(false);
/** Why the last refresh failed; null when it did not. */
export const trouble = shallowRef<Failure | null>(null);
/** Why the phone's own storage failed. */
export const storageTrouble = shallowRef<string | null>(null);
/** Documents that can be read without network. */
export const documentsHere = shallowRef<ReadonlySet<string>>(new Set());

let owner: string | null = null;
let refreshing: Promise<void> | null = null;

/** Shows what the phone remembers at once and asks the server meanwhile. */
export async function loadWork(personId: string): Promise<void> {
  try {
    if (owner !== personId) await recall(personId);
    await refreshWork();
  } catch (error) {
    storageTrouble.value = error instanceof QueueError ? error.code : 'storage_closed';
  }
  known.value = true;
}

async function recall(personId: string): Promise<void> {
  owner = personId;
  known.value = false;
  assignments.value = [];
  documentsHere.value = new Set();
  const remembered = await knownAssignments(personId);
  if (remembered === null) return;
  assignments.value = remembered.assignments;
  documentsHere.value = await keptDocumentIds();
  known.value = true;
}

/**
 * Asks the server; on failure everything stays as it was. Several callers share one request.
 *
 * @throws QueueError when the phone's storage fails.
 */
export async function refreshWork(): Promise<void> {
  refreshing ??= refresh().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function refresh(): Promise<void> {
  const answer = await refreshAssignments();
  if (answer.kind !== 'ok') {
    trouble.value = answer;
    return;
  }
  trouble.value = null;
  storageTrouble.value = null;
  assignments.value = answer.value.assignments;
  await keepDocuments(answer.value.assignments);
  documentsHere.value = await keptDocumentIds();
}

/** Whether photos of this half-day can be signed on this phone now. */
export async function isTicketHere(personId: string, slotId: string): Promise<boolean> {
  try {
    return await hasTicket(personId, slotId);
  } catch {
    return false;
  }
}
