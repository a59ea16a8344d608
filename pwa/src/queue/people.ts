import type { Me } from '@/api/types';
import { announce } from './channel';
import { useDb } from './db';
import { QueueError } from './errors';

/** Keeps who is logged in, for a cold start without network. To be called with every answer of log-in and `/api/me`. */
export async function rememberLogin(me: Me): Promise<void> {
  const changed = await useDb(async (db) => {
    const transaction = db.transaction(['meta', 'people'], 'readwrite');
    const current = await transaction.objectStore('meta').get('current');
    await transaction.objectStore('people').put({ id: me.person.id, me });
    await transaction.objectStore('meta').put({ key: 'current', personId: me.person.id });
    await transaction.done;
    return current?.key !== 'current' || current.personId !== me.person.id;
  });
  announce({ kind: 'login', personId: me.person.id, changed });
}

/** Whose data the screens show and whose queue is sent; null after log-out. */
export async function currentPerson(): Promise<string | null> {
  const record = await useDb((db) => db.get('meta', 'current'));
  return record?.key === 'current' ? record.personId : null;
}

/** @throws QueueError `no_person` when nobody is logged in. */
export async function needPerson(): Promise<string> {
  const personId = await currentPerson();
  if (personId === null) throw new QueueError('no_person');
  return personId;
}

/** The last `/api/me` of the person logged in, for a start without network. */
export async function rememberedLogin(): Promise<Me | null> {
  const personId = await currentPerson();
  if (personId === null) return null;
  return (await useDb((db) => db.get('people', personId)))?.me ?? null;
}
