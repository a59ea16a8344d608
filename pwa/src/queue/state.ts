import { announce, onMessage } from './channel';
import { useDb } from './db';
import { currentPerson } from './people';
import { capturesOf, commitmentsOf, isPending, isUnsent, lecturersOf } from './records';
import type { CaptureRecord, CommitmentRecord, LecturerRecord } from './schema';
import { senderState } from './sender';
import type { SenderState } from './sender-state';

/** Everything screens show of the queue. A new object at every change, never changed in place. */
export type QueueView = {
  /** False until the phone's storage has been read once. */
  ready: boolean;
  personId: string | null;
  captures: readonly CaptureRecord[];
  commitments: readonly CommitmentRecord[];
  lecturers: readonly LecturerRecord[];
  /** Photos still to be sent; refused ones are not among them. */
  waiting: number;
  /** Photos refused or in conflict, kept until exported or discarded. */
  refused: number;
  /** Corrected time at which the oldest photo still to be sent was taken. */
  oldestAt: number | null;
  /** Unsent photos of other people on this phone. */
  others: number;
  sender: SenderState;
  /** Why the phone's storage could not be read; null when it could. */
  trouble: string | null;
};

type Listener = (view: QueueView) => void;

const settleMs = 30;
const nothing = { captures: [], commitments: [], lecturers: [], waiting: 0, refused: 0, oldestAt: null, others: 0 };
let view: QueueView = { ready: false, personId: null, ...nothing, sender: { kind: 'idle' }, trouble: null };
let timer: ReturnType<typeof setTimeout> | undefined;
let reading = 0;
const listeners = new Set<Listener>();

export function queueView(): QueueView {
  return view;
}

/** Calls with the present view at once and with every later one. Answers the way to stop. */
export function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  listener(view);
  void refreshView();
  return () => listeners.delete(listener);
}

/** Reads the storage anew; also called by itself whenever this or another document announces a change. */
export async function refreshView(): Promise<void> {
  reading += 1;
  const mine = reading;
  const next = await read();
  if (mine === reading) publish(next);
}

async function read(): Promise<QueueView> {
  const sender = senderState();
  try {
    const personId = await currentPerson();
    const others = await countOthers(personId);
    if (personId === null) return { ready: true, personId, ...nothing, others, sender, trouble: null };
    const captures = await capturesOf(personId);
    const pending = captures.filter((record) => isPending(record.state));
    return {
      ready: true,
      personId,
      captures,
      commitments: await commitmentsOf(personId),
      lecturers: await lecturersOf(personId),
      waiting: pending.length,
      refused: captures.filter((record) => record.state === 'refused' || record.state === 'conflict').length,
      oldestAt: pending[0]?.takenAt ?? null,
      others,
      sender,
      trouble: null,
    };
  } catch (error) {
    return { ...view, ready: true, sender, trouble: error instanceof Error && 'code' in error ? String(error.code) : 'storage_closed' };
  }
}

async function countOthers(personId: string | null): Promise<number> {
  const all = await useDb((db) => db.getAll('captures'));
  return all.filter((record) => record.personId !== personId && isUnsent(record.state)).length;
}

/** Photos the server does not have for certain, refused ones included: of the person logged in; of all when nobody is. */
export async function countUnsent(): Promise<number> {
  const personId = await currentPerson();
  if (personId === null) return countOthers(null);
  return (await capturesOf(personId)).filter((record) => isUnsent(record.state)).length;
}

/** A photo's small picture; null when it is not (or no longer) on this phone. */
export async function thumbnail(id: string): Promise<ArrayBuffer | null> {
  return (await useDb((db) => db.get('thumbs', id)))?.bytes ?? null;
}

/** Deletes a photo, or a change of lecturers, for good. Only what the server refused, and only when its owner says so. */
export async function discard(id: string): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction(['captures', 'photos', 'thumbs', 'lecturers'], 'readwrite');
    const record = await transaction.objectStore('captures').get(id);
    if (record?.state === 'refused' || record?.state === 'conflict') {
      await transaction.objectStore('captures').delete(id);
      await transaction.objectStore('photos').delete(id);
      await transaction.objectStore('thumbs').delete(id);
    }
    const change = await transaction.objectStore('lecturers').get(id);
    if (change?.state === 'refused' || change?.state === 'conflict') await transaction.objectStore('lecturers').delete(id);
    await transaction.done;
  });
  announce({ kind: 'changed' });
}

function publish(next: QueueView): void {
  view = next;
  listeners.forEach((listener) => listener(view));
}

onMessage((message) => {
  if (message.kind === 'sender') publish({ ...view, sender: message.state });
  else {
    clearTimeout(timer);
    timer = setTimeout(() => void refreshView(), settleMs);
  }
});
