import type { Fix } from './fix';
import type { Phase } from './slot-choice';
import type { CameraState } from './useCamera';

/** What stands between the person and the shutter; the first that applies is shown. */
export type Gate =
  | 'loading'
  | 'unfit'
  | 'gone'
  | 'before'
  | 'closed'
  | 'uncommitted'
  | 'no_ticket'
  | 'consent'
  | 'low_space'
  | 'camera_denied'
  | 'place_denied'
  | 'camera_failed'
  | 'fallback'
  | 'open';

export type Facts = {
  loaded: boolean;
  fit: boolean;
  itemThere: boolean;
  phase: Phase;
  committed: boolean;
  ticketHere: boolean;
  /** Null while the phone's memory is being read. */
  consented: boolean | null;
  /** Little space left, and not yet said to go on all the same. */
  lowSpace: boolean;
  camera: CameraState;
  fix: Fix['kind'];
};

/** Pure. Permission refused for camera or position locks the shutter (design §4). */
export function gateOf(facts: Facts): Gate {
  if (!facts.fit) return 'unfit';
  if (!facts.loaded || facts.consented === null) return 'loading';
  if (!facts.itemThere) return 'gone';
  if (facts.phase === 'before') return 'before';
  if (facts.phase !== 'open') return 'closed';
  if (!facts.committed) return 'uncommitted';
  if (!facts.ticketHere) return 'no_ticket';
  if (!facts.consented) return 'consent';
  if (facts.lowSpace) return 'low_space';
  if (facts.camera === 'denied') return 'camera_denied';
  if (facts.fix === 'denied') return 'place_denied';
  if (facts.camera === 'failed') return 'camera_failed';
  return facts.camera === 'absent' ? 'fallback' : 'open';
}
