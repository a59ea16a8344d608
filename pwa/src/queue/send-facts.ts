import { sendConsent } from '@/api/consents';
import { sendCommitment, sendLecturers } from '@/api/supervision';
import type { CommitmentAnswer, LecturerAnswer } from '@/api/types';
import { settleConsent, unsentConsents } from './consents';
import { haltFor, isFinal, type Halt } from './halt';
import { amend, commitmentsOf, lecturersOf } from './records';
import { needsAsking, noteAsked, type Run } from './run';
import type { CommitmentRecord, ConsentRecord, FactState, LecturerRecord } from './schema';

/** The most lecturer facts in one request. */
const batchSize = 50;

/** Sends what photos depend on: first what was agreed to, then commitments, then lecturer rows, in the order they were made. */
export async function sendFacts(run: Run): Promise<Halt | null> {
  for (const record of await unsentConsents(run.personId)) {
    const halt = await tellConsent(record);
    if (halt !== null) return halt;
  }
  for (const record of await commitmentsOf(run.personId)) {
    if (!needsAsking(run, record)) continue;
    const halt = await tellCommitment(run, record);
    if (halt !== null) return halt;
  }
  const waiting = (await lecturersOf(run.personId)).filter((record) => record.state === 'local');
  for (let start = 0; start < waiting.length; start += batchSize) {
    const halt = await tellLecturers(waiting.slice(start, start + batchSize));
    if (halt !== null) return halt;
  }
  return null;
}

async function tellConsent(record: ConsentRecord): Promise<Halt | null> {
  const { id, kind, version, given, wall } = record;
  const answer = await sendConsent({ id, kind, version, given, wall });
  if (answer.kind !== 'ok' && (answer.kind === 'offline' || !isFinal(answer.problem))) return haltFor(answer);
  await settleConsent(record, answer.kind === 'ok' ? 'stored' : 'refused');
  return null;
}

async function tellCommitment(run: Run, record: CommitmentRecord): Promise<Halt | null> {
  noteAsked(run, record.id);
  const answer = await sendCommitment(record.fact);
  if (answer.kind === 'ok') {
    await applyCommitment(record.id, answer.value.state);
    return null;
  }
  if (answer.kind === 'offline' || !isFinal(answer.problem)) return haltFor(answer);
  const state: FactState = answer.problem.code === 'conflict' ? 'conflict' : 'refused';
  await amend('commitments', record.id, { state, code: answer.problem.code });
  return null;
}

/** The drawing is deleted here only when the server says that it has it. */
export async function applyCommitment(id: string, state: CommitmentAnswer['state']): Promise<void> {
  await amend('commitments', id, state === 'stored' ? { state: 'stored', bytes: null } : { state: 'accepted' });
}

async function tellLecturers(records: readonly LecturerRecord[]): Promise<Halt | null> {
  const answer = await sendLecturers(records.map((record) => record.fact));
  if (answer.kind === 'ok') {
    for (const item of answer.value.items) await applyLecturer(item);
    const answered = answer.value.items.length === records.length;
    return answered ? null : { kind: 'busy', code: 'bad_answer', retryAfterMs: null };
  }
  if (answer.kind === 'offline' || !isFinal(answer.problem)) return haltFor(answer);
  return isolate(records, answer.problem.code);
}

/** One malformed fact must not hold up the others: the batch is halved until the guilty one stands alone. */
async function isolate(records: readonly LecturerRecord[], code: string): Promise<Halt | null> {
  const [first] = records;
  if (first === undefined) return null;
  if (records.length === 1) {
    await amend('lecturers', first.id, { state: 'refused', code });
    return null;
  }
  const middle = Math.ceil(records.length / 2);
  return (await tellLecturers(records.slice(0, middle))) ?? tellLecturers(records.slice(middle));
}

async function applyLecturer(item: LecturerAnswer): Promise<void> {
  await amend('lecturers', item.id, { state: item.state, code: item.state === 'stored' ? null : (item.code ?? item.state) });
}
