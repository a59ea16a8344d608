import { dayOf } from '@/ui/format';
import { daysOn } from './days';
import type { LogFilter } from './log-filter';

export const periods = ['all', 'today', 'week', 'month'] as const;
export type Period = (typeof periods)[number];
type Days = Pick<LogFilter, 'from' | 'to'>;

const back: Readonly<Record<Exclude<Period, 'all'>, number>> = { today: 0, week: 6, month: 29 };

/** Pure: the days of a period that ends now. Its end stays open, so that what happens next is in it. */
export function daysOf(period: Period, now: number): Days {
  return { from: period === 'all' ? '' : daysOn(dayOf(now), -back[period]), to: '' };
}

/** Pure: which period these days are; null when somebody chose them one by one. */
export function periodOf(days: Days, now: number): Period | null {
  return periods.find((period) => daysOf(period, now).from === days.from && days.to === '') ?? null;
}
