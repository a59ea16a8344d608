import type { Position } from '@/api/types';

/** After this long without a fix a photo may be taken with a reason (design §4). */
export const patienceMs = 20_000;
/** Once the platform says that it has lost the position, its last reading holds this long. */
const holdsMs = 60_000;
/** Beyond this a reading says little about which building it was. */
const goodAccuracyM = 50;

/** `denied`: permission was refused. `seeking`: none yet. `overdue`: none for 20 s, a reason may be chosen. */
export type Fix =
  | { kind: 'denied' }
  | { kind: 'seeking'; leftMs: number }
  | { kind: 'overdue' }
  | { kind: 'found'; position: Position; good: boolean };

export type Reception = {
  denied: boolean;
  /** The platform's last reading, with its age. */
  position: Position | null;
  /** Whether the platform has reported a failure since. */
  lost: boolean;
  /** Wall time at which the search began, or the position was lost. */
  seekingSince: number;
};

/**
 * Pure: what is known of the place. Silence is no loss: some platforms say nothing while the phone does not move. The age of
 * the reading goes into the manifest and is judged there.
 */
export function fixOf({ denied, position, lost, seekingSince }: Reception, now: number): Fix {
  if (denied) return { kind: 'denied' };
  if (position !== null && (!lost || position.ageMs <= holdsMs)) {
    return { kind: 'found', position, good: position.accuracyM <= goodAccuracyM };
  }
  const leftMs = seekingSince + patienceMs - now;
  return leftMs > 0 ? { kind: 'seeking', leftMs } : { kind: 'overdue' };
}
