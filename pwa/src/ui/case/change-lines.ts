import type { CaseChange } from '@/api/case-types';
import type { Definition, Field, Values } from '@/forms/definition';
import { pathLabel, spotOf } from '@/forms/paths';
import { showValue, type Telling } from '@/forms/show';

/** A change in words; empty where nothing was, or is no more. `path`: where it stands now; null where it is gone. */
export type ChangeLine = { key: string; path: string | null; label: string; what: CaseChange['what']; before: string; after: string };

/** Pure. What changed since the version that is compared with, field by field. */
export function changeLines(definition: Definition, changes: readonly CaseChange[], telling: Telling): ChangeLine[] {
  return changes.flatMap((change, place) => {
    const label = pathLabel(definition, change.path, telling.language);
    if (label === null) return [];
    const field = spotOf(definition, change.path);
    const words = (value: unknown): string => (field === null || change.what === 'moved' ? '' : valueWords(field.inner ?? field.top, value, telling));
    const path = stillStands(change) ? change.path : null;
    return [{ key: `${change.path} ${change.what} ${place}`, path, label, what: change.what, before: words(change.before), after: words(change.after) }];
  });
}

/** Pure. Paths to mark in the document as it is now: what was removed is no longer there to be marked. */
export function changedPaths(changes: readonly CaseChange[]): string[] {
  return changes.filter(stillStands).map((change) => change.path);
}

/** Pure. What changed fields held before, by path. */
export function formerValues(changes: readonly CaseChange[]): Values {
  return Object.fromEntries(changes.filter((change) => change.what === 'changed' && change.row === null).map((change) => [change.path, change.before]));
}

function stillStands(change: CaseChange): boolean {
  return change.what !== 'removed' || change.row === null || spotOfCell(change.path);
}

/** `speakers.2.title`: the row is there, only this of it is empty now. */
function spotOfCell(path: string): boolean {
  return path.split('.').length > 2;
}

function valueWords(field: Field, value: unknown, telling: Telling): string {
  if (field.kind !== 'list') return showValue(field, value, telling);
  if (typeof value !== 'object' || value === null) return '';
  const row = value as Values;
  return field.fields.map((inner) => showValue(inner, row[inner.key], telling)).filter((text) => text !== '').join(' · ');
}
