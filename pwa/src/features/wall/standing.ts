import type { CaptureDetail } from '@/api/wall-types';
import type { Tone } from '@/ui/desk/tone';

/** How a photo stands with those who judge it. */
export type Standing = 'awaiting_bytes' | 'waiting' | 'checking' | 'look' | 'clear' | 'accepted' | 'questioned';

/** Pure. Until a photo is inspected nothing may be said of it; a person's ruling outweighs what the machine noticed. */
export function standingOf(capture: CaptureDetail): Standing {
  if (capture.ruling !== null) return capture.ruling.verdict;
  if (capture.state !== 'stored') return capture.state;
  if (!capture.inspected) return 'checking';
  const noticed = capture.findings.some((finding) => finding.level !== 'info');
  return noticed || capture.verdict === 'unproven' ? 'look' : 'clear';
}

export const standingTone: Readonly<Record<Standing, Tone>> = {
  awaiting_bytes: 'idle',
  waiting: 'idle',
  checking: 'idle',
  look: 'look',
  clear: 'done',
  accepted: 'done',
  questioned: 'active',
};

/** The sign that goes with the colour in the corner of a tile. */
export const standingSign: Readonly<Record<Standing, string>> = {
  awaiting_bytes: '↑',
  waiting: '…',
  checking: '…',
  look: '!',
  clear: '✓',
  accepted: '✓',
  questioned: '?',
};

/** Whether an acceptance must say why: time or place rest on a person's word alone (design §4, Time rule 5). */
export function acceptanceNeedsReason(capture: CaptureDetail): boolean {
  return capture.verdict === 'unproven' || capture.findings.some(({ code }) => code === 'no_position');
}

/** Whether there is a picture to be shown. */
export function hasPicture(capture: CaptureDetail): boolean {
  const kept = capture.state === 'stored' && capture.bytesRemovedAt === null;
  return kept && capture.inspected && !capture.findings.some(({ code }) => code === 'undecodable');
}
