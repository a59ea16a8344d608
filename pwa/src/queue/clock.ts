import { documentId, type TimeSighting } from '@/api/time';
import { knownTime } from './sightings';

/** The phone's own clocks at one moment; the monotonic one means something only within its document. */
export type Clocks = { wall: number; monotonicMs: number; document: string };

export function readClocks(): Clocks {
  return { wall: Date.now(), monotonicMs: performance.now(), document: documentId };
}

/**
 * The server's time as the phone can know it, for countdowns and for closing the shutter; never evidence.
 *
 * Within one document the further-run clock counts: some phones stop the monotonic clock while they sleep, and a wall
 * clock set back must not hold a slot open.
 */
export function correctedTime(sighting: TimeSighting | null, now: Clocks): number {
  if (sighting === null) return now.wall;
  const byWall = now.wall - sighting.wall;
  if (sighting.document !== now.document) return Math.round(sighting.serverAt + Math.max(0, byWall));
  return Math.round(sighting.serverAt + Math.max(byWall, now.monotonicMs - sighting.monotonicMs));
}

/** The corrected time now, also in a document that has not reached the server yet. */
export function correctedNow(): number {
  return correctedTime(knownTime(), readClocks());
}
