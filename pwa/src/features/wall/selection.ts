import type { ProjectRow } from '@/api/types';

/** The server publishes at most this many at once. */
export const selectionLimit = 200;

/** Pure: what can be published from the list. A rating changed after publishing is published anew on its own page. */
export function canBePublished(row: Pick<ProjectRow, 'rating' | 'published'>): boolean {
  return row.rating !== null && !row.published;
}

export type AllState = 'none' | 'some' | 'all';

/** Pure: how the box above a list stands, given the ids that can be ticked and those that are. */
export function stateOfAll(rows: readonly ProjectRow[], ticked: ReadonlySet<string>): AllState {
  const open = rows.filter(canBePublished);
  const count = open.filter((row) => ticked.has(row.id)).length;
  if (count === 0) return 'none';
  return count === open.length ? 'all' : 'some';
}
