import { sendManifests as sendNothing } from '@/api/captures';
import { fetchMe } from '@/api/login';
import { authorizeByKey } from './by-key';
import { unsentConsents } from './consents';
import { QueueError } from './errors';
import { haltFor, type Halt } from './halt';
import { readyKey } from './keys';
import { rememberLogin } from './people';
import { capturesOf, commitmentsOf, isPending, lecturersOf } from './records';
import type { Run } from './run';
import { nextUpload, type Upload } from './send-bytes';
import { sendFacts } from './send-facts';
import { sendManifests } from './send-manifests';

export type Outcome = { kind: 'done' } | Halt;
export type Progress = (done: number, total: number) => void;

/** Two at a time hide the pause between one answer and the next request; more would only share the same line. */
const lanes = 2;
/** Larger files go alone, so that the link need not hold twice as long for either to arrive. */
const sharedUploadLimit = 1_500_000;

/** The person whose log-in the server has confirmed since this document began. */
let confirmed: string | null = null;

/** Keeps what the server said about who is logged in; with null it is asked again before the next run. */
export function noteConfirmed(personId: string | null): void {
  confirmed = personId;
}

/**
 * Sends all that waits of one person: facts, then every manifest, then bytes. Whoever holds the log-in is asked
 * first: under another person's log-in the server would refuse these facts for ever.
 */
export async function drain(run: Run, onProgress: Progress): Promise<Outcome> {
  let halt = (await confirm(run)) ?? (await sendAll(run, onProgress));
  if (halt?.kind === 'login_needed') halt = await sendByKey(run, onProgress);
  if (halt !== null) return halt;
  if (run.stopped) return { kind: 'person_changed' };
  const rest = await pendingCount(run.personId);
  return rest === 0 ? { kind: 'done' } : { kind: 'busy', code: run.unsolved ?? 'unfinished', retryAfterMs: null };
}

/** How many facts of a person are still to be sent. */
export async function pendingCount(personId: string): Promise<number> {
  const [consents, ...all] = await Promise.all([
    unsentConsents(personId),
    commitmentsOf(personId),
    lecturersOf(personId),
    capturesOf(personId),
  ]);
  return consents.length + all.flat().filter((record) => isPending(record.state)).length;
}

async function confirm(run: Run): Promise<Halt | null> {
  if (confirmed === run.personId) return null;
  const me = await fetchMe();
  if (me.kind !== 'ok') return haltFor(me);
  if (me.value.person.id !== run.personId) {
    await rememberLogin(me.value);
    return { kind: 'person_changed' };
  }
  const key = await readyKey(run.personId);
  if (key.kind !== 'ok') return haltFor(key);
  confirmed = run.personId;
  return null;
}

/** Whoever was replaced can't log in any more, and what they took before must still come. */
async function sendByKey(run: Run, onProgress: Progress): Promise<Halt | null> {
  run.byKey = await authorizeByKey(run.personId);
  if (run.byKey === null) return { kind: 'login_needed' };
  run.asked.clear();
  run.put.clear();
  // Asks first with nothing in it: megabytes are not to be sent in vain.
  const allowed = await sendNothing([], Date.now(), run.byKey);
  if (allowed.kind !== 'ok') return haltFor(allowed);
  const halt = await sendAll(run, onProgress);
  return halt ?? ((await pendingCount(run.personId)) === 0 ? null : { kind: 'login_needed' });
}

async function sendAll(run: Run, onProgress: Progress): Promise<Halt | null> {
  const inFlight = new Map<string, Promise<void>>();
  try {
    return await work(run, inFlight, onProgress);
  } finally {
    await Promise.all(inFlight.values());
  }
}

/** Before each upload whatever was kept meanwhile goes first: a manifest is small, and its arrival counts. */
async function work(run: Run, inFlight: Map<string, Promise<void>>, onProgress: Progress): Promise<Halt | null> {
  let halt: Halt | null = null;
  let shared = false;
  for (;;) {
    const ending = halt !== null || run.stopped;
    if (!ending) halt = (run.byKey === null ? await sendFacts(run) : null) ?? (await sendManifests(run));
    const upload = halt !== null || run.stopped ? null : await nextUpload(run);
    await report(run, onProgress);
    if (upload !== null && hasRoom(inFlight.size, shared, upload)) {
      run.put.add(upload.id);
      const small = upload.size <= sharedUploadLimit;
      shared &&= small;
      const sending = sendOne(upload).then((result) => {
        halt ??= result;
        shared = result === null && small;
        inFlight.delete(upload.id);
      });
      inFlight.set(upload.id, sending);
    } else if (inFlight.size > 0) await Promise.race(inFlight.values());
    else return halt;
  }
}

/** A failing storage ends the run, but only after the other lane has come to its end. */
async function sendOne(upload: Upload): Promise<Halt | null> {
  try {
    return await upload.send();
  } catch (error) {
    return { kind: 'busy', code: error instanceof QueueError ? error.code : 'unfinished', retryAfterMs: null };
  }
}

/** The first upload of a run goes alone: it shows whether the line carries at all. */
function hasRoom(busy: number, shared: boolean, upload: Upload): boolean {
  return busy === 0 || (shared && busy < lanes && upload.size <= sharedUploadLimit);
}

async function report(run: Run, onProgress: Progress): Promise<void> {
  const waiting = (await capturesOf(run.personId)).filter((record) => isPending(record.state)).length;
  onProgress(run.settled.size, run.settled.size + waiting);
}
