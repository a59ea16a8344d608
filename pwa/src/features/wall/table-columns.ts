import { directionOf, type Order, type Sort } from './project-query';

/** What stands in one column, one above the other, as in its heading; what can be sorted by says so. */
export type Part = { label: Label; sort?: Sort };
type Label =
  | 'name' | 'organiser' | 'dates' | 'filing' | 'filed' | 'state' | 'slots' | 'venue' | 'agenda_board' | 'room' | 'lecturer' | 'first' | 'latest' | 'rating'
  | 'published';

/** Catalogue 11.2 and 11.6, in pairs so that all of it fits the width of a small desk. */
export const columns: readonly (readonly Part[])[] = [
  [{ label: 'name', sort: 'no' }],
  [{ label: 'organiser' }],
  [{ label: 'dates', sort: 'start' }],
  [{ label: 'filing' }, { label: 'filed', sort: 'filed' }],
  [{ label: 'state', sort: 'look' }, { label: 'slots', sort: 'complete' }],
  [{ label: 'venue' }],
  [{ label: 'agenda_board' }],
  [{ label: 'room' }],
  [{ label: 'lecturer' }],
  [{ label: 'first', sort: 'first' }, { label: 'latest', sort: 'latest' }],
  [{ label: 'rating' }],
  [{ label: 'published' }],
];

/** Pure: what `aria-sort` says of a column that holds one or two things to sort by. */
export function columnDirection(parts: readonly Part[], order: Order): 'ascending' | 'descending' | 'none' {
  return parts.map(({ sort }) => (sort === undefined ? 'none' : directionOf(sort, order))).find((direction) => direction !== 'none') ?? 'none';
}
