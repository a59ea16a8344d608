import type { Answer, Failure } from '@/api/answer';
import type { Assignment, Assignments, Ticket } from '@/api/onsite-types';
import { fetchAssignments, fetchTickets } from '@/api/supervision';
import { announce } from './channel';
import { useDb } from './db';
import { forgetCertificate, readyKey } from './keys';
import { needPerson } from './people';
import type { KeyRecord, TicketRecord } from './schema';

/** What the phone knows of a person's work without asking the server; null before the first `refreshAssignments`. */
export async function knownAssignments(personId: string): Promise<Assignments | null> {
  return (await useDb((db) => db.get('assignments', personId))) ?? null;
}

/** Whether a photo of this half-day could be signed now: the key is registered and the ticket is here. */
export async function hasTicket(personId: string, slotId: string): Promise<boolean> {
  const [key, ticket] = await useDb((db) =>
    Promise.all([db.get('keys', personId), db.get('tickets', [personId, slotId])]),
  );
  return key !== undefined && ticket?.keyId === key.keyId;
}

/**
 * Brings assignments, the device key and the tickets of all half-days up to date and keeps them for work without network.
 * To be called at each start and each contact; on failure everything kept before stays.
 */
export async function refreshAssignments(): Promise<{ kind: 'ok'; value: Assignments } | Failure> {
  const personId = await needPerson();
  const assignments = await fetchAssignments();
  if (assignments.kind !== 'ok') return assignments;
  const { serverAt, assignments: list } = assignments.value;
  await saveAssignments(personId, serverAt, list);
  const key = await readyKey(personId);
  if (key.kind !== 'ok') return key;
  const tickets = await ticketsFor(key.key);
  if (tickets.kind !== 'ok') return tickets;
  await saveTickets(personId, tickets.keyId, tickets.value.tickets);
  return { kind: 'ok', value: assignments.value };
}

type Tickets = Answer<{ tickets: readonly Ticket[] }> & { keyId: string };

/** A server that does not know the key any more is told of it once again; of one that was revoked, of another. */
async function ticketsFor(key: KeyRecord): Promise<Tickets | Failure> {
  const { keyId } = key;
  const answer = await fetchTickets(keyId);
  if (answer.kind !== 'problem' || answer.problem.errors.keyId?.includes('unknown_key') !== true) return { ...answer, keyId };
  await forgetCertificate(keyId);
  const again = await readyKey(key.personId);
  return again.kind === 'ok' ? { ...(await fetchTickets(again.key.keyId)), keyId: again.key.keyId } : again;
}

async function saveAssignments(personId: string, serverAt: number, assignments: readonly Assignment[]): Promise<void> {
  await useDb((db) => db.put('assignments', { personId, serverAt, assignments }));
  announce({ kind: 'changed' });
}

/** Tickets are only added or renewed: one that the server no longer lists may still be needed for what it then judges. */
async function saveTickets(personId: string, keyId: string, tickets: readonly Ticket[]): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction('tickets', 'readwrite');
    const records = tickets.map((ticket): TicketRecord => ({ ...ticket, personId, keyId }));
    await Promise.all([...records.map((record) => transaction.store.put(record)), transaction.done]);
  });
}
