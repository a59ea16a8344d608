import type { CaptureDetail, Feedback, FeedbackSlot } from '@/api/wall-types';
import { t } from '@/locales';
import { lengthWords } from '@/ui/format';
import { venuesAt } from '@/ui/map/venues';

export type PlaceLine = { term: string; text: string };

/** Where a photo was taken, beside where it should have been (catalogue 11.5, 拍照地点). The address is on the stamped copy. */
export function placeWords(capture: CaptureDetail, project: Pick<Feedback['project'], 'place'>): readonly PlaceLine[] {
  const { position, venue, distanceM } = capture;
  const filed = project.place === '' ? [] : [{ term: t('wall.place.filed'), text: project.place }];
  if (position === null) return filed;
  const accuracy = lengthWords(position.accuracyM);
  const here = { term: t('wall.place.here'), text: `${degrees(position.latE7)}, ${degrees(position.lonE7)} ± ${accuracy}` };
  if (venue === null || distanceM === null) return [...filed, here];
  const nearest = { term: t('wall.place.venue'), text: t('wall.place.distance', { venue, distance: lengthWords(distanceM) }) };
  return [...filed, nearest, here];
}

/**
 * Pure. Whether the position as given lies beyond radius and inaccuracy, and no finding says so: read as GCJ-02 it lies within.
 * Of points of one name the widest radius counts, for the answer does not tell which of them was measured to.
 */
export function sparedByDatum(
  capture: CaptureDetail, venues: Feedback['project']['venues'], halfDay: Pick<FeedbackSlot, 'date' | 'half'>,
): boolean {
  const { position, distanceM, findings } = capture;
  if (position === null || distanceM === null || findings.some(({ code }) => code === 'far')) return false;
  const radii = venuesAt(venues, halfDay).filter(({ name }) => name === capture.venue).map(({ radiusM }) => radiusM);
  return radii.length > 0 && distanceM > Math.max(...radii) + position.accuracyM;
}

/** `39.98112°`: five decimals are about a metre. */
function degrees(e7: number): string {
  return `${(e7 / 1e7).toFixed(5)}°`;
}
