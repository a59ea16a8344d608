import type { Half, Venue } from '@/api/types';
import { t } from '@/locales';
import { monthDay } from '@/ui/format';

type HalfDay = { date: string; half: Half };

/** Pure. The points that photos of this half-day are measured to: those that count from it on, or from before. */
export function venuesAt<V extends Pick<Venue, 'fromDay' | 'fromHalf'>>(venues: readonly V[], { date, half }: HalfDay): V[] {
  return venues.filter(({ fromDay = '', fromHalf = '' }) => fromDay < date || (fromDay === date && fromHalf <= half));
}

/** `11-22 上午起`, so that nobody takes a point for one that counted before; empty where it always did. */
export function sinceWords({ fromDay = '', fromHalf = '' }: Pick<Venue, 'fromDay' | 'fromHalf'>): string {
  return fromDay === '' ? '' : t('common.since', { time: `${monthDay(fromDay)} ${t(`common.${fromHalf === '' ? 'am' : fromHalf}`)}` });
}
