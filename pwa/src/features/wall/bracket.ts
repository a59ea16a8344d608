import { dayOf, dayWords, exactTime } from '@/ui/format';

/** The two ends of "taken between", as short as they can be without becoming unclear. */
export type Bracket = { day: string | null; from: string; until: string; /** Both ends read the same. */ single: boolean };

/**
 * @param slotDay the day of the half-day; named only where the photo was taken on another.
 */
export function bracket(from: number, until: number, slotDay: string): Bracket {
  const [fromDay, untilDay] = [dayOf(from), dayOf(until)];
  if (fromDay !== untilDay) {
    return {
      day: null,
      from: `${dayWords(fromDay)} ${exactTime(from)}`,
      until: `${dayWords(untilDay)} ${exactTime(until)}`,
      single: false,
    };
  }
  const day = fromDay === slotDay ? null : dayWords(fromDay);
  const [fromTime, untilTime] = [exactTime(from), exactTime(until)];
  return { day, from: fromTime, until: untilTime, single: fromTime === untilTime };
}
