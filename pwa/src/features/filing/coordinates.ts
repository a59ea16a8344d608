import { canonicalDecimal, isCanonicalDecimal, scaled } from '@/forms/decimals';
import type { Half } from '@/api/types';
import type { Values } from '@/forms/definition';

/** Two coordinates as they are written in documents: degrees, as text. */
export type Coordinates = { lat: string; lon: string };

const number = /[+-]?\d{1,3}(?:\.\d+)?/g;
const e7 = 7;

/**
 * Pure. A pair written in one go: `39.98, 116.35`, `116.35，39.98`, `北纬 39.98 东经 116.35`; null when it is none.
 *
 * Maps disagree on which comes first. A latitude is never beyond 90; and in China a longitude (73 and more) is always the
 * larger of the two.
 */
export function readPair(text: string): Coordinates | null {
  const found = text.match(number);
  if (found?.length !== 2) return null;
  const [one = '', other = ''] = found.map(canonicalDecimal);
  if (!/[^\d.+-]/.test(text.trim())) return null;
  const swapped = isLongitudeFirst(Number(one), Number(other));
  const pair = swapped ? { lat: other, lon: one } : { lat: one, lon: other };
  return Math.abs(Number(pair.lat)) <= 90 && Math.abs(Number(pair.lon)) <= 180 ? pair : null;
}

function isLongitudeFirst(one: number, other: number): boolean {
  if (Math.abs(one) > 90) return true;
  return one >= 73 && one <= 136 && other >= 3 && other <= 54;
}

/** A point that can be drawn: 1e-7 degrees of its datum, radius in metres; empty where it always counted. */
export type VenuePoint = Since & { latE7: number; lonE7: number; radiusM: number; name: string; datum: string };
type Since = { fromDay: string; fromHalf: Half | '' };

/** Pure. The rows of venues that have coordinates already. `defaultRadiusM`: where a row names none. */
export function pointsOf(rows: readonly Values[], defaultRadiusM: number): VenuePoint[] {
  return rows.flatMap((row) => {
    const [lat, lon] = [degreesE7(row.lat, 90), degreesE7(row.lon, 180)];
    if (lat === null || lon === null) return [];
    const radiusM = typeof row.radius_m === 'number' && row.radius_m > 0 ? row.radius_m : defaultRadiusM;
    const [name, datum] = [row.name, row.datum].map((text) => (typeof text === 'string' ? text : ''));
    return [{ latE7: lat, lonE7: lon, radiusM, name: name ?? '', datum: datum ?? '', ...since(row) }];
  });
}

/** As filings are read: a day without a half means its morning, and half-made dates count for nothing yet. */
function since({ from_date: day, from_half: half }: Values): Since {
  if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day)) return { fromDay: '', fromHalf: '' };
  return { fromDay: day, fromHalf: half === 'pm' ? 'pm' : 'am' };
}

/** Pure. 1e-7 degrees as documents write them. */
export function degreesOf(degreesE7: number): string {
  return canonicalDecimal((degreesE7 / 10 ** e7).toFixed(e7));
}

function degreesE7(value: unknown, most: number): number | null {
  const text = typeof value === 'string' ? canonicalDecimal(value) : '';
  if (!isCanonicalDecimal(text) || Math.abs(Number(text)) > most) return null;
  return Number(scaled(text, e7));
}
