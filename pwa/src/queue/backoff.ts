const firstMs = 2_000;
const longestMs = 300_000;

/**
 * Pure: how long to wait after the n-th failure in a row (from 1). Doubles up to five minutes; half of it is drawn by lot, so
 * that a hall full of phones does not come back at the same moment.
 */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.round(full / 2 + (full / 2) * random);
}
