import type { ConsentFact } from '@/api/consents';
import { newId } from '@/api/ids';
import { announce } from './channel';
import { useDb } from './db';
import { needPerson } from './people';
import type { ConsentRecord } from './schema';

/** The version of the notice on camera and position that the person agreed to on this phone; null when to none. */
export async function consentedVersion(): Promise<string | null> {
  const personId = await needPerson();
  const record = await useDb((db) => db.get('consents', [personId, 'camera_position']));
  return record?.given === true ? record.version : null;
}

/** Keeps what the person answered to this version of the notice, until the server has it too. */
export async function keepConsent(version: string, given: boolean): Promise<void> {
  const personId = await needPerson();
  const fact: ConsentFact = { id: newId(), kind: 'camera_position', version, given, wall: Date.now() };
  await useDb((db) => db.put('consents', { ...fact, personId, state: 'local' }));
  announce({ kind: 'queued' });
}

/** A person's answers that the server does not have yet. */
export async function unsentConsents(personId: string): Promise<ConsentRecord[]> {
  const records = await useDb((db) => db.getAll('consents'));
  return records.filter((record) => record.personId === personId && record.state === 'local');
}

/** Notes that the server has it, unless the person has answered anew meanwhile. */
export async function settleConsent(sent: ConsentRecord, state: ConsentRecord['state']): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction('consents', 'readwrite');
    const present = await transaction.store.get([sent.personId, sent.kind]);
    if (present?.id === sent.id) await transaction.store.put({ ...present, state });
    await transaction.done;
  });
}
