import { backOffMs } from './backoff';
import type { Outcome } from './drain';

/**
 * Why the sender is called: `timer` is its own; `new` a fact just kept; `user` the button; the others are moments at which the
 * line is likely to be good again.
 */
export type WakeReason = 'start' | 'online' | 'foreground' | 'login' | 'sync' | 'user' | 'new' | 'timer';

/** When the sender may try, and what it has seen. Instants are wall time. */
export type Schedule = { failures: number; failedAt: number; barredUntil: number };

export const restingSchedule: Schedule = { failures: 0, failedAt: 0, barredUntil: 0 };

/** After a failure: a flickering line fires `online` many times a second. */
const leastGapMs = 1_500;
/** No server may silence a phone for longer than this. */
const longestBarMs = 900_000;

/** Pure: when a call may lead to a request. What the server asked for with Retry-After holds for everybody, the user too. */
export function mayTryAt(schedule: Schedule, reason: WakeReason): number {
  const gap = reason === 'user' || reason === 'timer' ? 0 : leastGapMs;
  return Math.max(schedule.barredUntil, schedule.failedAt + gap);
}

/** Pure: the schedule once a call has been let through. */
export function noteTry(schedule: Schedule, reason: WakeReason): Schedule {
  const fresh = reason !== 'timer' && reason !== 'new';
  return { ...schedule, failures: fresh ? 0 : schedule.failures };
}

/** Pure: the schedule after a run, and when to try again by itself (null: not before somebody calls). */
export function noteOutcome(
  schedule: Schedule,
  outcome: Outcome,
  now: number,
  random: number,
): { schedule: Schedule; nextAt: number | null } {
  if (outcome.kind === 'done') return { schedule: { ...schedule, failures: 0 }, nextAt: null };
  if (outcome.kind === 'login_needed') return { schedule: { ...schedule, failures: 0, failedAt: now }, nextAt: null };
  if (outcome.kind === 'person_changed') return { schedule: { ...schedule, failures: 0 }, nextAt: now };
  const failures = schedule.failures + 1;
  const asked = outcome.kind === 'busy' ? Math.min(outcome.retryAfterMs ?? 0, longestBarMs) : 0;
  const barredUntil = asked > 0 ? now + asked : schedule.barredUntil;
  const nextAt = Math.max(now + backOffMs(failures, random), barredUntil);
  return { schedule: { failures, failedAt: now, barredUntil }, nextAt };
}
