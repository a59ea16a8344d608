import { announce, onMessage } from './channel';
import { drain, noteConfirmed, pendingCount, type Outcome } from './drain';
import { QueueError } from './errors';
import { askForWaking } from './host';
import { tryLock } from './locks';
import { currentPerson } from './people';
import { newRun, type Run } from './run';
import { mayTryAt, noteOutcome, noteTry, restingSchedule, type Schedule, type WakeReason } from './schedule';
import type { SenderState } from './sender-state';
import { keepTime } from './sightings';

/** How often to look again while another document holds the sender's lock. */
const lookAgainMs = 15_000;
/** A document that was put to sleep may hold the lock for ever. Sending twice does no harm, sending never would. */
const silenceMs = 180_000;

let schedule: Schedule = restingSchedule;
let alarm: { timer: ReturnType<typeof setTimeout>; at: number } | null = null;
let running: Promise<SenderState> | null = null;
let calledMeanwhile: WakeReason | null = null;
let run: Run | null = null;
let state: SenderState = { kind: 'idle' };
let otherHeardAt: number | null = null;
let timeKept: Promise<unknown> | null = null;

export function senderState(): SenderState {
  return state;
}

/**
 * Sends what waits: now if the schedule allows it, else later by itself. Resolves when the run that it started or joined is
 * over, so that a worker can be kept alive for it, and says what the sender does then. Rejects only for `sync`, while something
 * still waits: then the browser itself wakes the worker again, ever more rarely.
 */
export async function wake(reason: WakeReason): Promise<SenderState> {
  const result = await call(reason);
  if (reason === 'sync' && result.kind !== 'idle') throw new QueueError('still_waiting');
  return result;
}

async function call(reason: WakeReason): Promise<SenderState> {
  if (running !== null) {
    calledMeanwhile = reason;
    return running;
  }
  const now = Date.now();
  const allowedAt = mayTryAt(schedule, reason);
  if (allowedAt > now) {
    arm(allowedAt, reason);
    return state;
  }
  schedule = noteTry(schedule, reason);
  running = work().then(() => state);
  const result = await running;
  running = null;
  const next = calledMeanwhile;
  calledMeanwhile = null;
  if (next !== null) void call(next);
  return result;
}

/** Sets the alarm unless it will ring earlier anyway. */
function arm(at: number, reason: WakeReason): void {
  if (alarm !== null && alarm.at <= at) return;
  disarm();
  const ring = (): void => {
    alarm = null;
    void call(reason);
  };
  alarm = { timer: setTimeout(ring, Math.max(0, at - Date.now())), at };
}

function disarm(): void {
  if (alarm !== null) clearTimeout(alarm.timer);
  alarm = null;
}

async function work(): Promise<void> {
  try {
    timeKept ??= keepTime();
    await timeKept;
    const personId = await currentPerson();
    if (personId === null || (await pendingCount(personId)) === 0) show({ kind: 'idle' });
    else await workFor(personId);
  } catch (error) {
    conclude({ kind: 'busy', code: error instanceof QueueError ? error.code : 'unfinished', retryAfterMs: null });
  }
}

async function workFor(personId: string): Promise<void> {
  const silentMs = Date.now() - (otherHeardAt ?? Date.now());
  const outcome = await tryLock('halfday-send', silentMs > silenceMs, async () => {
    otherHeardAt = null;
    run = newRun(personId);
    return drain(run, (done, total) => show({ kind: 'sending', done, total })).finally(() => {
      run = null;
    });
  });
  if (outcome !== 'busy') {
    conclude(outcome);
    return;
  }
  otherHeardAt ??= Date.now();
  arm(Date.now() + lookAgainMs, 'timer');
}

function conclude(outcome: Outcome): void {
  const now = Date.now();
  const next = noteOutcome(schedule, outcome, now, Math.random());
  schedule = next.schedule;
  disarm();
  if (next.nextAt !== null) arm(next.nextAt, 'timer');
  if (outcome.kind === 'login_needed') noteConfirmed(null);
  if (outcome.kind === 'offline' || outcome.kind === 'busy') void askForWaking();
  show(stateFor(outcome, next.nextAt ?? now));
}

function stateFor(outcome: Outcome, until: number): SenderState {
  switch (outcome.kind) {
    case 'done':
    case 'person_changed':
      return { kind: 'idle' };
    case 'login_needed':
      return { kind: 'login_needed' };
    case 'offline':
      return { kind: 'waiting', until, code: 'offline' };
    case 'busy':
      return { kind: 'waiting', until, code: outcome.code };
  }
}

function show(next: SenderState): void {
  state = next;
  announce({ kind: 'sender', state });
}

/** Ends the present run before its next request. */
function stopRun(): void {
  if (run !== null) run.stopped = true;
}

onMessage((message, own) => {
  switch (message.kind) {
    case 'sender':
      if (own || running !== null) return;
      state = message.state;
      if (otherHeardAt !== null) otherHeardAt = Date.now();
      return;
    case 'login':
      if (message.changed) stopRun();
      noteConfirmed(message.personId);
      if (own) void call('login');
      return;
    case 'logout':
      stopRun();
      noteConfirmed(null);
      return;
    case 'queued':
      if (own) void call('new');
  }
});
