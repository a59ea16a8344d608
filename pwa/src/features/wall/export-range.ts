export type DayRange = { from: string; to: string };
export type RangeName = 'month' | 'last_month' | 'year';

export const rangeNames: readonly RangeName[] = ['month', 'last_month', 'year'];

/** Pure: a named range of days, whole, as seen on `today` (`YYYY-MM-DD`). */
export function rangeOf(name: RangeName, today: string): DayRange {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  switch (name) {
    case 'month':
      return monthRange(year, month);
    case 'last_month':
      return month === 1 ? monthRange(year - 1, 12) : monthRange(year, month - 1);
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
  }
}

function monthRange(year: number, month: number): DayRange {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const prefix = `${year}-${String(month).padStart(2, '0')}`;
  return { from: `${prefix}-01`, to: `${prefix}-${days}` };
}
