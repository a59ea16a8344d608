import { captureBatchSize, sendManifests as post } from '@/api/captures';
import { fetchMe } from '@/api/login';
import { toBase64Url } from '@/api/bytes';
import type { CaptureAnswer } from '@/api/onsite-types';
import { haltFor, isFinal, type Halt } from './halt';
import { forgetCertificate, readyKey } from './keys';
import { rememberLogin } from './people';
import { settle } from './receipts';
import { amend, capturesOf } from './records';
import { needsAsking, noteAsked, type Run } from './run';
import type { CaptureRecord } from './schema';

/** Small, so that on a slow line the first photo of a queue is on record within two seconds of reconnecting. */
const firstBatchSize = 5;

/** Tells the server of every photo it does not know of, before any bytes: from then on the time of each is on record. */
export async function sendManifests(run: Run): Promise<Halt | null> {
  for (;;) {
    const size = run.manifestsSent ? captureBatchSize : firstBatchSize;
    const records = (await capturesOf(run.personId)).filter((record) => needsAsking(run, record)).slice(0, size);
    if (records.length === 0 || run.stopped) return null;
    const halt = await tell(run, records);
    if (halt !== null) return halt;
    run.manifestsSent = true;
  }
}

async function tell(run: Run, records: readonly CaptureRecord[]): Promise<Halt | null> {
  records.forEach((record) => noteAsked(run, record.id));
  const items = records.map(({ manifest, signature, keyId }) => ({
    manifest: toBase64Url(new Uint8Array(manifest)),
    signature,
    keyId,
  }));
  const answer = await post(items, Date.now(), run.byKey);
  if (answer.kind === 'ok') return applyAll(run, records, answer.value.items);
  if (answer.kind === 'offline' || !isFinal(answer.problem)) return haltFor(answer);
  return isolate(run, records, answer.problem.code);
}

/** One malformed item must not hold up the others: the batch is halved until the guilty one stands alone. */
async function isolate(run: Run, records: readonly CaptureRecord[], code: string): Promise<Halt | null> {
  const [first] = records;
  if (first === undefined) return null;
  if (records.length === 1) {
    await amend('captures', first.id, { state: 'refused', code });
    return null;
  }
  const middle = Math.ceil(records.length / 2);
  return (await tell(run, records.slice(0, middle))) ?? tell(run, records.slice(middle));
}

async function applyAll(
  run: Run,
  records: readonly CaptureRecord[],
  answers: readonly CaptureAnswer[],
): Promise<Halt | null> {
  for (const [index, record] of records.entries()) {
    const answer = answers[index];
    if (answer === undefined || !speaksOf(answer, record)) return { kind: 'busy', code: 'bad_answer', retryAfterMs: null };
    const halt = await apply(run, record, answer);
    if (halt !== null) return halt;
  }
  return null;
}

/** What could not even be read is answered without a digest. */
function speaksOf(answer: CaptureAnswer, record: CaptureRecord): boolean {
  const unread = answer.state === 'refused' && answer.manifestSha256 === '';
  return unread || answer.manifestSha256 === record.manifestSha256;
}

async function apply(run: Run, record: CaptureRecord, answer: CaptureAnswer): Promise<Halt | null> {
  switch (answer.state) {
    case 'stored':
      await applyReceipt(run, record, answer.receipt);
      return null;
    // Its commitment or lecturer row has not come yet; its bytes may have, and then there is a receipt.
    case 'waiting':
    case 'awaiting_bytes':
      if (answer.receipt !== null) await applyReceipt(run, record, answer.receipt);
      else await amend('captures', record.id, { state: 'accepted', sendingAt: null });
      return null;
    case 'conflict':
      await amend('captures', record.id, { state: 'conflict', code: answer.code ?? 'conflict' });
      return null;
    case 'refused':
      return applyRefusal(run, record, answer.code ?? 'refused');
  }
}

async function applyReceipt(run: Run, record: CaptureRecord, receipt: string | null): Promise<void> {
  if (receipt !== null && (await settle([record], receipt)) !== null) {
    run.settled.add(record.id);
    return;
  }
  run.unsolved = 'receipt_invalid';
  await amend('captures', record.id, { state: 'delivered' });
}

/** Before a refusal is believed: is it about this photo, or about who is logged in and which keys the server knows? */
async function applyRefusal(run: Run, record: CaptureRecord, code: string): Promise<Halt | null> {
  // Said of a phone without a log-in; with one the answer may be another.
  if (run.byKey !== null && (code === 'not_permitted' || code === 'unknown_key')) return null;
  if (code === 'foreign_ticket' || code === 'not_permitted') {
    const me = await fetchMe();
    if (me.kind !== 'ok') return haltFor(me);
    await rememberLogin(me.value);
    if (me.value.person.id !== run.personId) return { kind: 'person_changed' };
  }
  if (code === 'unknown_key' && (run.asked.get(record.id) ?? 0) < 2) {
    await forgetCertificate(record.keyId);
    const key = await readyKey(run.personId);
    if (key.kind !== 'ok') return haltFor(key);
    if (key.key.keyId === record.keyId) return null;
  }
  await amend('captures', record.id, { state: 'refused', code });
  return null;
}
