import { newId } from '@/api/ids';
import type { Values } from './definition';

/** A row of a list; `id` is no field: it is made where the row is made, and stays with it wherever the row goes. */
export type Row = Values & { id: string };

/** The rows of a value; anything else in it is left out. */
export function rowsOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

export function emptyRow(values: Values = {}): Row {
  return { ...values, id: newId() };
}

/** The rows with this one's values again below it, as a row of its own. `changes` sets it apart. */
export function withCopy(rows: readonly Row[], place: number, changes: Values = {}): Row[] {
  const row = rows[place];
  if (row === undefined) return [...rows];
  return [...rows.slice(0, place + 1), emptyRow({ ...row, ...changes }), ...rows.slice(place + 1)];
}

/** The rows with one moved up (-1) or down (1); at the ends nothing changes. */
export function withMoved(rows: readonly Row[], place: number, by: -1 | 1): Row[] {
  const moved = [...rows];
  const [one, other] = [moved[place], moved[place + by]];
  if (one === undefined || other === undefined) return moved;
  moved[place] = other;
  moved[place + by] = one;
  return moved;
}

export function without(rows: readonly Row[], place: number): Row[] {
  return rows.filter((_, at) => at !== place);
}

export function withChanged(rows: readonly Row[], place: number, changes: Values): Row[] {
  return rows.map((row, at) => (at === place ? { ...row, ...changes } : row));
}
