import { announce } from './channel';
import { useDb } from './db';
import type { CaptureRecord } from './schema';
import { verifyToken } from './server-keys';

type Receipt = Pick<CaptureRecord, 'sha256' | 'size' | 'manifestSha256' | 'keyId'> & { captureId: string };

/** Pure: whether a receipt's verified payload speaks of exactly this photo. */
export function matches(record: CaptureRecord, payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  const receipt = payload as Partial<Receipt>;
  return (
    receipt.captureId === record.id &&
    receipt.sha256 === record.sha256 &&
    receipt.size === record.size &&
    receipt.manifestSha256 === record.manifestSha256 &&
    receipt.keyId === record.keyId
  );
}

/**
 * Deletes the phone's copy of a photo, and only here, if the receipt was signed by the server and speaks of exactly that
 * photo. The record, its thumbnail and the receipt stay.
 *
 * @param records photos the receipt may speak of
 * @returns the id of the photo that is on the server for good; null when the receipt is not genuine or speaks of none.
 */
export async function settle(records: readonly CaptureRecord[], token: string): Promise<string | null> {
  const payload = await verifyToken('receipt', token);
  const record = records.find((candidate) => matches(candidate, payload));
  if (record === undefined) return null;
  if (record.state === 'stored') return record.id;
  await useDb(async (db) => {
    const transaction = db.transaction(['captures', 'photos'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      transaction.objectStore('captures').put({ ...record, state: 'stored', code: null, sendingAt: null, receipt: token }),
      transaction.objectStore('photos').delete(record.id),
      transaction.done,
    ]);
  });
  announce({ kind: 'changed' });
  return record.id;
}
