import type { Problem } from '@/api/answer';
import { sendConsent } from '@/api/consents';
import type { CommitmentAnswer, LecturerAnswer } from '@/api/onsite-types';
import { sendCommitment, sendLecturers } from '@/api/supervision';
import { settleConsent, unsentConsents } from './consents';
import { haltFor, isFinal, isTripped, type Halt } from './halt';
import { amend, commitmentsOf, lecturersOf } from './records';
import { needsAsking, noteAsked, type Run } from './run';
import type { CommitmentRecord, ConsentRecord, FactState, LecturerRecord } from './schema';

/** The most lecturer facts in one request. */
const batchSize = 50;

/**
 * Sends what photos depend on: first what was agreed to, then commitments, then lecturer rows, in the order they were made.
 * What the server refuses for good, or trips over, holds back neither other facts nor the photos behind it.
 */
export async function sendFacts(run: Run): Promise<Halt | null> {
  for (const record of await unsentConsents(run.personId)) {
    if (run.asked.has(record.id)) continue;
    const halt = await tellConsent(run, record);
    if (halt !== null) return halt;
  }
  for (const record of await commitmentsOf(run.personId)) {
    if (!needsAsking(run, record)) continue;
    const halt = await tellCommitment(run, record);
    if (halt !== null) return halt;
  }
  const waiting = (await lecturersOf(run.personId)).filter((record) => record.state === 'local' && !run.asked.has(record.id));
  for (let start = 0; start < waiting.length; start += batchSize) {
    const halt = await tellLecturers(run, waiting.slice(start, start + batchSize));
    if (halt !== null) return halt;
  }
  return null;
}

/** Left for the next run; `asked` keeps this one from going in circles. */
function leave(run: Run, id: string, code: string): null {
  noteAsked(run, id);
  run.unsolved ??= code;
  return null;
}

async function tellConsent(run: Run, record: ConsentRecord): Promise<Halt | null> {
  const { id, kind, version, given, wall } = record;
  const answer = await sendConsent({ id, kind, version, given, wall });
  if (answer.kind === 'problem' && isTripped(answer.problem)) return leave(run, id, answer.problem.code);
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
  if (answer.kind === 'problem' && isTripped(answer.problem)) return leave(run, record.id, answer.problem.code);
  if (answer.kind === 'offline' || !isFinal(answer.problem)) return haltFor(answer);
  const state: FactState = answer.problem.code === 'conflict' ? 'conflict' : 'refused';
  await amend('commitments', record.id, { state, code: answer.problem.code });
  return null;
}

/** The drawing is deleted here only when the server says that it has it. */
export async function applyCommitment(id: string, state: CommitmentAnswer['state']): Promise<void> {
  await amend('commitments', id, state === 'stored' ? { state: 'stored', bytes: null } : { state: 'accepted' });
}

async function tellLecturers(run: Run, records: readonly LecturerRecord[]): Promise<Halt | null> {
  const answer = await sendLecturers(records.map((record) => record.fact), Date.now());
  if (answer.kind === 'ok') {
    for (const item of answer.value.items) await applyLecturer(item);
    const answered = answer.value.items.length === records.length;
    return answered ? null : { kind: 'busy', code: 'bad_answer', retryAfterMs: null };
  }
  if (answer.kind === 'offline' || !(isFinal(answer.problem) || isTripped(answer.problem))) return haltFor(answer);
  return isolate(run, records, answer.problem);
}

/** One fact that cannot be taken must not hold up the others: the batch is halved until the guilty one stands alone. */
async function isolate(run: Run, records: readonly LecturerRecord[], problem: Problem): Promise<Halt | null> {
  const [first] = records;
  if (first === undefined) return null;
  if (records.length > 1) {
    const middle = Math.ceil(records.length / 2);
    return (await tellLecturers(run, records.slice(0, middle))) ?? tellLecturers(run, records.slice(middle));
  }
  if (isTripped(problem)) return leave(run, first.id, problem.code);
  await amend('lecturers', first.id, { state: 'refused', code: problem.code });
  return null;
}

async function applyLecturer(item: LecturerAnswer): Promise<void> {
  await amend('lecturers', item.id, { state: item.state, code: item.state === 'stored' ? null : (item.code ?? item.state) });
}
