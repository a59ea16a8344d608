import { useDb } from './db';
import { deviceKey } from './keys';
import { needPerson } from './people';
import { capturesOf, commitmentsOf, isUnsent, lecturersOf } from './records';
import type { CaptureRecord } from './schema';
import { zipParts, type ZipFile } from './zip';

/** Can be handed in by its owner, the unit or the authority (design §4): the signatures in it speak for themselves. */
export type Rescue = { name: string; blob: Blob; photos: number };

/** Packs photos the server does not have for certain, with all that was signed about them; null when there are none. */
export async function makeRescue(only?: readonly string[]): Promise<Rescue | null> {
  const personId = await needPerson();
  const wanted = only === undefined ? null : new Set(only);
  const captures = (await capturesOf(personId)).filter(
    (record) => isUnsent(record.state) && (wanted === null || wanted.has(record.id)),
  );
  if (captures.length === 0) return null;
  const files: ZipFile[] = [];
  for (const record of captures) files.push(...(await filesOf(record)));
  const at = Date.now();
  files.unshift({ name: 'index.json', bytes: await describe(personId, captures, at), at });
  const blob = new Blob(zipParts(files), { type: 'application/zip' });
  return { name: `halfday-rescue-${stamp(at)}.zip`, blob, photos: captures.length };
}

async function filesOf(record: CaptureRecord): Promise<ZipFile[]> {
  const photo = await useDb((db) => db.get('photos', record.id));
  const at = record.takenAt;
  const files = [
    { name: `manifests/${record.id}.json`, bytes: new Uint8Array(record.manifest), at },
    { name: `signatures/${record.id}.txt`, bytes: new TextEncoder().encode(record.signature), at },
  ];
  if (photo !== undefined) files.unshift({ name: `photos/${record.id}.jpg`, bytes: new Uint8Array(photo.bytes), at });
  return files;
}

async function describe(
  personId: string,
  captures: readonly CaptureRecord[],
  at: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await deviceKey(personId);
  const index = {
    v: 1,
    kind: 'halfday-rescue',
    madeAt: at,
    personId,
    device: key === null ? null : { keyId: key.keyId, publicKey: key.publicKey, certificate: key.certificate },
    captures: captures.map(({ id, keyId, sha256, size, manifestSha256, signature, state, code }) => ({
      id,
      keyId,
      sha256,
      size,
      manifestSha256,
      signature,
      state,
      code,
    })),
    commitments: (await commitmentsOf(personId)).filter(({ state }) => isUnsent(state)).map(({ fact }) => fact),
    lecturers: (await lecturersOf(personId)).filter(({ state }) => isUnsent(state)).map(({ fact }) => fact),
  };
  return new TextEncoder().encode(JSON.stringify(index, null, 2));
}

/** `20261121-105207`, in the phone's own zone. */
function stamp(at: number): string {
  const when = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${when.getFullYear()}${two(when.getMonth() + 1)}${two(when.getDate())}`;
  return `${date}-${two(when.getHours())}${two(when.getMinutes())}${two(when.getSeconds())}`;
}
