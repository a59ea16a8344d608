import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { QueueError } from './errors';
import type { QueueSchema } from './schema';

export type Database = IDBPDatabase<QueueSchema>;
type Upgrade = (
  db: Database,
  transaction: IDBPTransaction<QueueSchema, StoreNames<QueueSchema>[], 'versionchange'>,
) => void;

const name = 'halfday';

/** One step per version. A step only ever adds: whatever waits in the queue must come through every upgrade. */
export const upgrades: readonly Upgrade[] = [createStores];

let connection: Promise<Database> | null = null;

function createStores(db: Database): void {
  db.createObjectStore('meta', { keyPath: 'key' });
  db.createObjectStore('people', { keyPath: 'id' });
  db.createObjectStore('keys', { keyPath: 'personId' });
  db.createObjectStore('heads', { keyPath: 'keyId' });
  db.createObjectStore('photos', { keyPath: 'id' });
  db.createObjectStore('thumbs', { keyPath: 'id' });
  db.createObjectStore('captures', { keyPath: 'id' }).createIndex('byPerson', 'personId');
  db.createObjectStore('commitments', { keyPath: 'id' }).createIndex('byPerson', 'personId');
  db.createObjectStore('lecturers', { keyPath: 'id' }).createIndex('byPerson', 'personId');
  db.createObjectStore('tickets', { keyPath: ['personId', 'slotId'] }).createIndex('byPerson', 'personId');
  db.createObjectStore('documents', { keyPath: ['personId', 'documentId'] }).createIndex('byPerson', 'personId');
  db.createObjectStore('assignments', { keyPath: 'personId' });
  db.createObjectStore('consents', { keyPath: ['personId', 'kind'] });
  db.createObjectStore('serverKeys', { keyPath: 'kid' });
}

/** Opens (and brings up to date) the database; `steps` is a parameter so that upgrades can be proved with items queued. */
export async function open(steps: readonly Upgrade[] = upgrades): Promise<Database> {
  const db: Database = await openDB<QueueSchema>(name, steps.length, {
    upgrade: (upgraded, from, _to, transaction) => steps.slice(from).forEach((step) => step(upgraded, transaction)),
    // A newer page wants to upgrade: keeping the connection would make it wait for ever.
    blocking: () => {
      forget();
      db.close();
    },
    terminated: forget,
  });
  return db;
}

function forget(): void {
  connection = null;
}

function connect(): Promise<Database> {
  connection ??= open().catch((error: unknown) => {
    forget();
    throw error;
  });
  return connection;
}

/**
 * The only way to the phone's storage. `work` may run twice, so it must leave the same result when repeated: iOS closes the
 * database under memory pressure and on waking, and says so only when it is next used.
 *
 * @throws QueueError `storage_full`, or `storage_closed` when reopening did not help.
 */
export async function useDb<T>(work: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await work(await connect());
  } catch (error) {
    if (!isClosed(error)) throw translate(error);
  }
  forget();
  try {
    return await work(await connect());
  } catch (error) {
    throw translate(error);
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && ['InvalidStateError', 'UnknownError', 'AbortError'].includes(error.name);
}

function translate(error: unknown): unknown {
  if (error instanceof Error && error.name === 'QuotaExceededError') return new QueueError('storage_full', error);
  return isClosed(error) ? new QueueError('storage_closed', error) : error;
}
