import { sha256Hex } from '@/api/bytes';
import { newId } from '@/api/ids';
import { announce } from './channel';
import { useDb } from './db';
import { QueueError } from './errors';
import { sign } from './keys';
import { withLock } from './locks';
import { describeShot, encodeManifest, signedBytes, type Shot } from './manifest';
import type { CaptureRecord, HeadRecord, KeyRecord } from './schema';

type Means = { key: KeyRecord; ticket: string; before: HeadRecord | undefined };
type Prepared = { record: CaptureRecord; jpeg: ArrayBuffer; thumb: ArrayBuffer; before: HeadRecord | undefined };

/**
 * Signs a photo and keeps it. Once this resolves the photo is *safe on this phone*: it was written with strict durability,
 * read back in another transaction and its hash compared. Until then nothing may be said of it.
 *
 * @throws QueueError `no_person`, `no_key`, `no_ticket`, `storage_full`, `storage_closed`, `not_safe`; nothing is kept then.
 */
export async function keepCapture(shot: Shot): Promise<CaptureRecord> {
  const sha256 = await sha256Hex(shot.jpeg);
  // The lock holds the chain: two tabs must not both continue it from the same photo.
  const record = await withLock('halfday-capture', async () => {
    const prepared = await prepare(shot, sha256, await findMeans(shot.slotId));
    await write(prepared);
    await check(prepared);
    return prepared.record;
  });
  announce({ kind: 'queued' });
  return record;
}

/** What signing needs, read at once. */
async function findMeans(slotId: string): Promise<Means> {
  return useDb(async (db) => {
    const transaction = db.transaction(['meta', 'keys', 'tickets', 'heads']);
    const current = await transaction.objectStore('meta').get('current');
    const personId = current?.key === 'current' ? current.personId : null;
    if (personId === null) throw new QueueError('no_person');
    const key = await transaction.objectStore('keys').get(personId);
    if (key === undefined) throw new QueueError('no_key');
    const ticket = await transaction.objectStore('tickets').get([personId, slotId]);
    if (ticket?.keyId !== key.keyId) throw new QueueError('no_ticket');
    return { key, ticket: ticket.token, before: await transaction.objectStore('heads').get(key.keyId) };
  });
}

async function prepare(shot: Shot, sha256: string, { key, ticket, before }: Means): Promise<Prepared> {
  const link = { id: newId(), ticket, sha256, previous: before?.manifestSha256 ?? null };
  const manifest = encodeManifest(describeShot(shot, link));
  const record: CaptureRecord = {
    id: link.id,
    personId: key.personId,
    assignmentId: shot.assignmentId,
    slotId: shot.slotId,
    item: { ...shot.item },
    manifest: manifest.buffer,
    manifestSha256: await sha256Hex(manifest),
    signature: await sign(key, signedBytes(manifest)),
    keyId: key.keyId,
    sha256,
    size: shot.jpeg.byteLength,
    number: before?.count ?? 0,
    takenAt: shot.moment.takenAt,
    position: shot.position,
    noPosition: shot.noPosition,
    state: 'local',
    code: null,
    sendingAt: null,
    receipt: null,
  };
  return { record, jpeg: shot.jpeg, thumb: shot.thumb, before };
}

async function write({ record, jpeg, thumb }: Prepared): Promise<void> {
  const head = { keyId: record.keyId, manifestSha256: record.manifestSha256, count: record.number + 1 };
  await useDb(async (db) => {
    const transaction = db.transaction(['captures', 'photos', 'thumbs', 'heads'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      transaction.objectStore('captures').put(record),
      transaction.objectStore('photos').put({ id: record.id, bytes: jpeg }),
      transaction.objectStore('thumbs').put({ id: record.id, bytes: thumb }),
      transaction.objectStore('heads').put(head),
      transaction.done,
    ]);
  });
}

async function check(prepared: Prepared): Promise<void> {
  const { record } = prepared;
  const [kept, photo] = await useDb((db) => {
    const transaction = db.transaction(['captures', 'photos']);
    return Promise.all([
      transaction.objectStore('captures').get(record.id),
      transaction.objectStore('photos').get(record.id),
    ]);
  });
  const same =
    kept !== undefined &&
    photo !== undefined &&
    (await sha256Hex(photo.bytes)) === record.sha256 &&
    (await sha256Hex(kept.manifest)) === record.manifestSha256;
  if (same) return;
  await takeBack(prepared);
  throw new QueueError('not_safe');
}

/** Leaves the phone as it was before the photo, so that the chain has no gap. */
async function takeBack({ record, before }: Prepared): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction(['captures', 'photos', 'thumbs', 'heads'], 'readwrite');
    const heads = transaction.objectStore('heads');
    await Promise.all([
      transaction.objectStore('captures').delete(record.id),
      transaction.objectStore('photos').delete(record.id),
      transaction.objectStore('thumbs').delete(record.id),
      before === undefined ? heads.delete(record.keyId) : heads.put(before),
      transaction.done,
    ]);
  });
}
