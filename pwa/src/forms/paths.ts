import type { Definition, Field, Language } from './definition';

/** A field by its path in a document (`place`, `speakers.2.name`): where it belongs and what it is called. */
export type Spot = { top: Field; inner: Field | null; row: number | null };

/** Finds what a path names; null for what this definition does not have. */
export function spotOf(definition: Definition, path: string): Spot | null {
  const [key = '', place, inside] = path.split('.');
  const top = definition.form.fields.find((field) => field.key === key);
  if (top === undefined) return null;
  const row = place === undefined || !/^\d+$/.test(place) ? null : Number(place);
  const inner = top.kind === 'list' && inside !== undefined ? top.fields.find((field) => field.key === inside) : undefined;
  return { top, inner: inner ?? null, row };
}

/** What a path is called, `主讲人 3 · 姓名`; null for what the definition does not have. */
export function pathLabel(definition: Definition, path: string, language: Language): string | null {
  const spot = spotOf(definition, path);
  if (spot === null) return null;
  const row = spot.row === null ? '' : ` ${spot.row + 1}`;
  return `${spot.top.label[language]}${row}${spot.inner === null ? '' : ` · ${spot.inner.label[language]}`}`;
}

/** Paths in the order in which a reader comes upon them: by field, then row, then field in the row. */
export function inOrder(definition: Definition, paths: readonly string[]): string[] {
  const rank = (path: string): readonly number[] => {
    const spot = spotOf(definition, path);
    if (spot === null) return [Number.MAX_SAFE_INTEGER, 0, 0];
    const top = definition.form.fields.indexOf(spot.top);
    const section = definition.form.sections.findIndex((one) => one.key === spot.top.section);
    const inner = spot.top.kind === 'list' && spot.inner !== null ? spot.top.fields.indexOf(spot.inner) : -1;
    return [(section < 0 ? definition.form.sections.length : section) * 1000 + top, spot.row ?? -1, inner];
  };
  return [...paths].sort((one, other) => compare(rank(one), rank(other)));
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, place) => number !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
