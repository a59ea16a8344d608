import type { Failure, Problem } from '@/api/answer';

/** Why a run of the sender ends before everything is sent. */
export type Halt =
  | { kind: 'offline' }
  | { kind: 'login_needed' }
  /** The log-in of this phone is another person's now. */
  | { kind: 'person_changed' }
  /** The server cannot take it now, or gave an answer nobody understands. */
  | { kind: 'busy'; code: string; retryAfterMs: number | null };

export function haltFor(failure: Failure): Halt {
  if (failure.kind === 'offline') return { kind: 'offline' };
  const { status, code, retryAfterMs } = failure.problem;
  return status === 401 ? { kind: 'login_needed' } : { kind: 'busy', code, retryAfterMs };
}

/**
 * Whether the server tripped over what it was sent: nothing was kept, and it may trip again. Photos need not wait for that,
 * they name what they depend on themselves.
 */
export function isTripped(problem: Problem): boolean {
  return problem.status === 500;
}

/**
 * Whether the server itself has looked at the content and will say the same again. A proxy's page has no code of ours, and
 * 401, 403, 408, 425 and 429 speak of the sender or the moment, not of the content.
 */
export function isFinal(problem: Problem): boolean {
  const ours = problem.code !== 'bad_answer' && problem.code !== 'server_error';
  return ours && [400, 404, 409, 410, 413, 415, 422].includes(problem.status);
}
