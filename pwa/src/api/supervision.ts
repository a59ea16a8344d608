import type { Answer } from './answer';
import type { Assignments, CommitmentAnswer, CommitmentFact, LecturerAnswer, LecturerFact, Ticket } from './onsite-types';
import { request } from './request';

export function fetchAssignments(): Promise<Answer<Assignments>> {
  return request('GET', '/api/supervision/assignments');
}

/** Tickets of all slots of every assignment, bound to the key of this device. */
export function fetchTickets(keyId: string): Promise<Answer<{ tickets: readonly Ticket[] }>> {
  return request('GET', '/api/supervision/tickets', { query: { keyId } });
}

export function sendCommitment(fact: CommitmentFact): Promise<Answer<CommitmentAnswer>> {
  return request('POST', '/api/supervision/commitments', { json: fact });
}

/** `sentAt` is this phone's wall time: with it the server takes off how far the clock is wrong. */
export function sendLecturers(
  items: readonly LecturerFact[],
  sentAt: number,
): Promise<Answer<{ items: readonly LecturerAnswer[] }>> {
  return request('POST', '/api/supervision/lecturers', { json: { items, sentAt } });
}
