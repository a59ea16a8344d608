import type { Values } from '@/api/case-types';
import { groupsOf, type Definition } from '@/forms/definition';
import { rowsOf } from '@/forms/rows';
import { showValue, type Telling } from '@/forms/show';

/** A field a reason may point at; `inner`: a row of a list. */
export type PointOption = { path: string; label: string; inner: boolean };
export type PointGroup = { label: string; options: readonly PointOption[] };

const rowsAtMost = 30;

/** Pure. Every field of the form by section, with the rows of its lists by what they hold. */
export function pointGroups(definition: Definition, document: Values, telling: Telling): PointGroup[] {
  return groupsOf(definition.form).map((group) => ({
    label: group.title?.[telling.language] ?? '',
    options: group.fields.flatMap((field) => {
      const own = { path: field.key, label: field.label[telling.language], inner: false };
      if (field.kind !== 'list') return [own];
      const rows = rowsOf(document[field.key]).slice(0, rowsAtMost);
      const words = (row: Values): string => field.fields.map((inner) => showValue(inner, row[inner.key], telling)).filter((text) => text !== '').slice(0, 2).join(' ');
      return [own, ...rows.map((row, place) => ({ path: `${field.key}.${place}`, label: `${own.label} ${place + 1}：${words(row)}`, inner: true }))];
    }),
  }));
}
