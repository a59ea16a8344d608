import { announce } from './channel';
import { useDb } from './db';
import type { CaptureRecord, CommitmentRecord, FactState, LecturerRecord } from './schema';

type FactStore = 'captures' | 'commitments' | 'lecturers';
type RecordOf = { captures: CaptureRecord; commitments: CommitmentRecord; lecturers: LecturerRecord };

/** States in which something is still to be sent. */
export function isPending(state: FactState): boolean {
  return state === 'local' || state === 'accepted' || state === 'delivered';
}

/** States in which the phone holds the only copy that is certain. */
export function isUnsent(state: FactState): boolean {
  return state !== 'stored';
}

/** A person's photos in the order of taking. */
export async function capturesOf(personId: string): Promise<CaptureRecord[]> {
  const records = await useDb((db) => db.getAllFromIndex('captures', 'byPerson', personId));
  return records.sort((a, b) => a.takenAt - b.takenAt || a.number - b.number);
}

export async function commitmentsOf(personId: string): Promise<CommitmentRecord[]> {
  const records = await useDb((db) => db.getAllFromIndex('commitments', 'byPerson', personId));
  return records.sort((a, b) => a.fact.wall - b.fact.wall);
}

/** A person's changes to lecturer rows in the order of making. */
export async function lecturersOf(personId: string): Promise<LecturerRecord[]> {
  const records = await useDb((db) => db.getAllFromIndex('lecturers', 'byPerson', personId));
  return records.sort((a, b) => a.number - b.number);
}

/** Changes one record in a transaction of its own; does nothing when it has been discarded meanwhile. */
export async function amend<S extends FactStore>(store: S, id: string, change: Partial<RecordOf[S]>): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction(store, 'readwrite');
    const record = await transaction.store.get(id);
    if (record !== undefined) await transaction.store.put({ ...record, ...change });
    await transaction.done;
  });
  announce({ kind: 'changed' });
}
