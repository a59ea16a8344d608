import { sha256Hex } from '@/api/bytes';
import { newId } from '@/api/ids';
import type { Assignment, LecturerFact } from '@/api/onsite-types';
import { announce } from './channel';
import { useDb } from './db';
import { QueueError } from './errors';
import { momentNow } from './moment';
import { needPerson } from './people';
import type { CommitmentRecord, LecturerRecord } from './schema';

/** The largest drawn signature the server takes. */
export const drawingLimit = 300_000;

/** Keeps a signed commitment until the server has it; works without network. */
export async function keepCommitment(assignment: Assignment, drawing: ArrayBuffer): Promise<void> {
  if (drawing.byteLength > drawingLimit) throw new QueueError('drawing_too_large');
  const personId = await needPerson();
  const { wall, timeToken } = momentNow();
  const { textVersion, textSha256 } = assignment.commitment;
  const id = newId();
  const file = { sha256: await sha256Hex(drawing), size: drawing.byteLength };
  const fact = { id, assignmentId: assignment.id, textVersion, textSha256, drawing: file, wall, timeToken };
  const record: CommitmentRecord = { id, personId, fact, bytes: drawing, state: 'local', code: null };
  await useDb(async (db) => {
    const transaction = db.transaction('commitments', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(record), transaction.done]);
  });
  announce({ kind: 'queued' });
}

/** Keeps that a lecturer row was added to, or removed from, a slot, until the server has it. */
export async function keepLecturer(change: Omit<LecturerFact, 'id' | 'wall'>): Promise<void> {
  const personId = await needPerson();
  const fact: LecturerFact = { ...change, id: newId(), wall: Date.now() };
  await useDb(async (db) => {
    const transaction = db.transaction('lecturers', 'readwrite', { durability: 'strict' });
    const others = (await transaction.store.getAll()).filter((other) => other.id !== fact.id);
    const number = 1 + Math.max(-1, ...others.map((other) => other.number));
    const record: LecturerRecord = { id: fact.id, personId, fact, number, state: 'local', code: null };
    await Promise.all([transaction.store.put(record), transaction.done]);
  });
  announce({ kind: 'queued' });
}
