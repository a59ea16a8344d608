import type { Manifest } from '@/api/onsite-types';
import type { TimeSighting } from '@/api/time';
import { correctedTime, readClocks, type Clocks } from './clock';
import { QueueError } from './errors';
import { knownTime } from './sightings';

/** What a manifest says of the time of the shutter (design §4). */
export type Moment = Pick<
  Manifest,
  'wall' | 'timeToken' | 'tokenWall' | 'tokenDocument' | 'document' | 'sinceTokenMs'
> & {
  /** Corrected time, for showing only. */
  takenAt: number;
};

/** Pure. The elapsed time is known only to the document that received the token. */
export function describeMoment(sighting: TimeSighting, now: Clocks): Moment {
  const same = sighting.document === now.document;
  return {
    wall: now.wall,
    timeToken: sighting.token,
    tokenWall: sighting.wall,
    tokenDocument: sighting.document,
    document: now.document,
    sinceTokenMs: same ? Math.round(now.monotonicMs - sighting.monotonicMs) : null,
    takenAt: correctedTime(sighting, now),
  };
}

/**
 * To be taken at the very click of the shutter.
 *
 * @throws QueueError `no_time` on a phone that has never reached the server.
 */
export function momentNow(): Moment {
  const sighting = knownTime();
  if (sighting === null) throw new QueueError('no_time');
  return describeMoment(sighting, readClocks());
}
