import { announce } from './channel';
import { useDb } from './db';
import { currentPerson } from './people';
import { isUnsent } from './records';

const stores = [
  'meta',
  'people',
  'captures',
  'thumbs',
  'commitments',
  'lecturers',
  'tickets',
  'assignments',
  'documents',
  'consents',
] as const;

/**
 * Log-out: deletes everything of the person from this phone but evidence and consents that the server does not have. The
 * device key stays: it can't be read, it proves that later photos come from the same phone, and unsent evidence may need it.
 */
export async function forgetLogin(): Promise<void> {
  const personId = await currentPerson();
  if (personId === null) return;
  await useDb(async (db) => {
    const transaction = db.transaction(stores, 'readwrite');
    const inStore = <S extends (typeof stores)[number]>(name: S) => transaction.objectStore(name);
    for (const name of ['captures', 'commitments', 'lecturers'] as const) {
      for (const record of await inStore(name).index('byPerson').getAll(personId)) {
        if (isUnsent(record.state)) continue;
        await inStore(name).delete(record.id);
        if (name === 'captures') await inStore('thumbs').delete(record.id);
      }
    }
    for (const name of ['tickets', 'documents'] as const) {
      for (const key of await inStore(name).index('byPerson').getAllKeys(personId)) await inStore(name).delete(key);
    }
    await inStore('assignments').delete(personId);
    const consent = await inStore('consents').get([personId, 'camera_position']);
    if (consent?.state !== 'local') await inStore('consents').delete([personId, 'camera_position']);
    await inStore('people').delete(personId);
    await inStore('meta').put({ key: 'current', personId: null });
    await transaction.done;
  });
  announce({ kind: 'logout' });
}
