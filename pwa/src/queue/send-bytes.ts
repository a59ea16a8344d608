import type { Answer, Failure } from '@/api/answer';
import { sha256Hex } from '@/api/bytes';
import type { BlobAnswer } from '@/api/onsite-types';
import { request } from '@/api/request';
import { useDb } from './db';
import { haltFor, type Halt } from './halt';
import { settle } from './receipts';
import { amend, capturesOf, commitmentsOf } from './records';
import { needsBytes, type Run } from './run';
import type { CaptureRecord, CommitmentRecord } from './schema';
import { applyCommitment } from './send-facts';

/** Bytes that are due; `size` decides whether they may share the line. */
export type Upload = { id: string; size: number; send: () => Promise<Halt | null> };

const patienceMs = 60_000;
const slowestBytesPerSecond = 8_000;

/** What is to be uploaded next: signatures first, then photos in the order of taking. */
export async function nextUpload(run: Run): Promise<Upload | null> {
  const drawings = run.byKey === null ? await commitmentsOf(run.personId) : [];
  const drawing = drawings.find((record) => needsBytes(run, record));
  if (drawing !== undefined) {
    return { id: drawing.id, size: drawing.fact.drawing.size, send: () => uploadDrawing(run, drawing) };
  }
  const photo = (await capturesOf(run.personId)).find((record) => needsBytes(run, record));
  if (photo === undefined) return null;
  return { id: photo.id, size: photo.size, send: () => uploadPhoto(run, photo) };
}

/** The limit grows with the file: a large one on a slow line must not be cut off for ever just before its end. */
async function put(run: Run, sha256: string, bytes: ArrayBuffer): Promise<Answer<BlobAnswer>> {
  const timeoutMs = patienceMs + (bytes.byteLength / slowestBytesPerSecond) * 1000;
  const path = `/api/blobs/${sha256}`;
  const signed = run.byKey === null ? {} : { authorization: await run.byKey('PUT', path, bytes) };
  return request('PUT', path, { bytes, timeoutMs, ...signed });
}

async function uploadDrawing(run: Run, record: CommitmentRecord): Promise<Halt | null> {
  if (record.bytes === null) return null;
  const answer = await put(run, record.fact.drawing.sha256, record.bytes);
  if (answer.kind !== 'ok') return refuseDrawing(run, record, answer);
  const stored = answer.value.commitments.filter((item) => item.state === 'stored').map((item) => item.id);
  for (const id of stored) await applyCommitment(id, 'stored');
  if (!stored.includes(record.id)) await amend('commitments', record.id, { state: 'delivered' });
  return null;
}

async function refuseDrawing(
  run: Run,
  record: CommitmentRecord,
  answer: Failure,
): Promise<Halt | null> {
  const code = answer.kind === 'problem' ? answer.problem.code : null;
  if (code === 'too_large') await amend('commitments', record.id, { state: 'refused', code });
  else if (code === 'not_awaited') await amend('commitments', record.id, { state: 'local' });
  else if (code !== 'digest_mismatch' && code !== 'size_mismatch') return haltFor(answer);
  run.unsolved ??= code;
  return null;
}

async function uploadPhoto(run: Run, record: CaptureRecord): Promise<Halt | null> {
  const photo = await useDb((db) => db.get('photos', record.id));
  if (photo === undefined || (await sha256Hex(photo.bytes)) !== record.sha256) {
    await amend('captures', record.id, { state: 'refused', code: 'damaged_on_phone' });
    return null;
  }
  // Noted before sending: if the answer is lost, the server is asked first instead of being sent everything again.
  await amend('captures', record.id, { sendingAt: Date.now() });
  const answer = await put(run, record.sha256, photo.bytes);
  if (answer.kind !== 'ok') return refusePhoto(run, record, answer);
  await applyReceipts(run, answer.value.receipts);
  if (!run.settled.has(record.id)) await amend('captures', record.id, { state: 'delivered', sendingAt: null });
  return null;
}

async function applyReceipts(run: Run, receipts: readonly string[]): Promise<void> {
  const records = await capturesOf(run.personId);
  for (const token of receipts) {
    const id = await settle(records, token);
    if (id === null) run.unsolved = 'receipt_invalid';
    else run.settled.add(id);
  }
}

async function refusePhoto(
  run: Run,
  record: CaptureRecord,
  answer: Failure,
): Promise<Halt | null> {
  const code = answer.kind === 'problem' ? answer.problem.code : null;
  if (code === 'not_jpeg' || code === 'too_large') await amend('captures', record.id, { state: 'refused', code });
  else if (code === 'not_awaited') await amend('captures', record.id, { state: 'local', sendingAt: null });
  else if (code !== 'digest_mismatch' && code !== 'size_mismatch') return haltFor(answer);
  run.unsolved ??= code;
  return null;
}
