import type { Half } from '@/api/types';
import type { Values } from '@/forms/definition';
import { emptyRow, rowsOf, type Row } from '@/forms/rows';

/** A half-day of a period: a day, `YYYY-MM-DD`, and which half of it. */
export type HalfDay = { date: string; half: Half };

/** What a screen still draws: longer periods are refused by the server anyway. */
const longestDays = 120;
const dayMs = 86_400_000;

/** Pure. Every day from one to the other, both included; none where they are no days or the wrong way round. */
export function daysBetween(start: unknown, end: unknown): string[] {
  const [from, until] = [atOf(start), atOf(end)];
  if (from === null || until === null || until < from) return [];
  const count = Math.min(longestDays, Math.round((until - from) / dayMs) + 1);
  return Array.from({ length: count }, (_, place) => dayAt(from + place * dayMs));
}

/** Pure. 0 is Monday. */
export function weekdayOf(date: string): number {
  return (new Date(atOf(date) ?? 0).getUTCDay() + 6) % 7;
}

export function isWeekend(date: string): boolean {
  return weekdayOf(date) >= 5;
}

/** Pure. The half-days a list of rows names (`days_off`, `speakers`). */
export function namesHalf(rows: readonly Row[], { date, half }: HalfDay): boolean {
  return rows.some((row) => row.date === date && row.half === half);
}

/** Pure. The rows with one half-day named, or no longer; the others keep their ids and order. */
export function withHalf(rows: readonly Row[], one: HalfDay, named: boolean): Row[] {
  if (!named) return rows.filter((row) => row.date !== one.date || row.half !== one.half);
  return namesHalf(rows, one) ? [...rows] : [...rows, emptyRow({ date: one.date, half: one.half })];
}

/** Pure. Rows that name a day outside of the period, so that they can be found and dropped. */
export function outsideOf(rows: readonly Row[], days: readonly string[]): Row[] {
  return rows.filter((row) => typeof row.date !== 'string' || !days.includes(row.date));
}

/** Pure. The next half-day with teaching after this one, inside the period of the document; null where there is none. */
export function nextHalf(document: Values, date: unknown, half: unknown): HalfDay | null {
  const off = rowsOf(document.days_off);
  const all = daysBetween(document.planned_start, document.planned_end).flatMap((day): HalfDay[] => [
    { date: day, half: 'am' },
    { date: day, half: 'pm' },
  ]);
  const at = all.findIndex((one) => one.date === date && one.half === half);
  return all.slice(at + 1).find((one) => !namesHalf(off, one)) ?? null;
}

/** Pure. What a new speaker begins with: the half-day of the last one, or the first with teaching. */
export function freshSpeaker(document: Values, rows: readonly Row[]): Values {
  const last = rows[rows.length - 1];
  if (last !== undefined) return { date: last.date, half: last.half };
  const first = nextHalf(document, null, null);
  return first === null ? {} : { ...first };
}

function atOf(day: unknown): number | null {
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
}

function dayAt(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
