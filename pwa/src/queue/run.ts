import type { Authorize } from '@/api/request';
import type { CaptureRecord, CommitmentRecord } from './schema';

/** One run of the sender: what it has tried already, so that nothing is tried in circles. */
export type Run = {
  personId: string;
  /** Set when the person logs out or another logs in while it runs. */
  stopped: boolean;
  /** How often each fact was asked about. */
  asked: Map<string, number>;
  /** Facts whose bytes were sent. */
  put: Set<string>;
  /** Something went wrong that only another run can mend. */
  unsolved: string | null;
  /** Photos that have reached the server for good. */
  settled: Set<string>;
  manifestsSent: boolean;
  /** Set once the log-in has ended: the phone speaks by its key, which is for photos only. */
  byKey: Authorize | null;
};

export function newRun(personId: string): Run {
  return {
    personId,
    stopped: false,
    asked: new Map(),
    put: new Set(),
    unsolved: null,
    settled: new Set(),
    manifestsSent: false,
    byKey: null,
  };
}

/**
 * Whether to ask (again) what the server has of a fact. Something new is always told. What may have arrived although the answer
 * was lost is asked about before its bytes are sent a second time; what was delivered without a receipt, once more.
 */
export function needsAsking(run: Run, fact: CaptureRecord | CommitmentRecord): boolean {
  const times = run.asked.get(fact.id) ?? 0;
  if (fact.state === 'local') return times < 2;
  if (fact.state === 'delivered') return times < 1 || (times < 2 && run.put.has(fact.id));
  const lost = 'sendingAt' in fact && fact.sendingAt !== null;
  return fact.state === 'accepted' && lost && times < 1 && !run.put.has(fact.id);
}

export function noteAsked(run: Run, id: string): void {
  run.asked.set(id, (run.asked.get(id) ?? 0) + 1);
}

/** Whether the bytes of a fact are to be sent in this run. */
export function needsBytes(run: Run, fact: CaptureRecord | CommitmentRecord): boolean {
  const lost = 'sendingAt' in fact && fact.sendingAt !== null;
  return fact.state === 'accepted' && !lost && !run.put.has(fact.id);
}
