import { useDb } from './db';
import { needPerson } from './people';

/** The version of the notice on camera and position that the person agreed to on this phone; null when to none. */
export async function consentedVersion(): Promise<string | null> {
  const personId = await needPerson();
  return (await useDb((db) => db.get('consents', [personId, 'camera_position'])))?.version ?? null;
}

/** Keeps that the person agreed to this version of the notice. */
export async function keepConsent(version: string): Promise<void> {
  const personId = await needPerson();
  await useDb((db) => db.put('consents', { personId, kind: 'camera_position', version, wall: Date.now() }));
}
