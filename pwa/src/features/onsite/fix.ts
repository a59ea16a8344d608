import type { Position } from '@/api/types';

/** After this long without a fix a photo may be taken with a reason (design §4). */
export const patienceMs = 20_000;
/** An older reading is where the phone was, not where it is. */
const freshMs = 60_000;
/** Beyond this a reading says little about which building it was. */
const goodAccuracyM = 50;

/** `denied`: permission was refused. `seeking`: none yet. `overdue`: none for 20 s, a reason may be chosen. */
export type Fix =
  | { kind: 'denied' }
  | { kind: 'seeking'; leftMs: number }
  | { kind: 'overdue' }
  | { kind: 'found'; position: Position; good: boolean };

/** Pure: what is known of the place. `seekingSince` is when the phone last began to have no fresh reading. */
export function fixOf(
  denied: boolean,
  position: Position | null,
  seekingSince: number,
  now: number,
): Fix {
  if (denied) return { kind: 'denied' };
  if (position !== null && position.ageMs <= freshMs) {
    return { kind: 'found', position, good: position.accuracyM <= goodAccuracyM };
  }
  const leftMs = seekingSince + patienceMs - now;
  return leftMs > 0 ? { kind: 'seeking', leftMs } : { kind: 'overdue' };
}
