import { holds, valueOf } from './conditions';
import type { Asking, Values } from './definition';

export type Asked = { visible: ReadonlySet<string>; required: ReadonlySet<string> };

/**
 * What these values make of the fields: which are shown, and which of those must be filled. The server's rules.
 *
 * Fields are decided in their order; a hidden one counts as not filled for every condition. In a row a name means the
 * row's own field, else the field of the document (`outer`: its visible values).
 */
export function asked(fields: readonly Asking[], values: Values, outer: Values = {}): Asked {
  const scope: Record<string, unknown> = { ...outer };
  for (const field of fields) scope[field.key] = valueOf(values, field.key);
  const visible = new Set<string>();
  for (const field of fields) {
    const condition = field.visibleWhen ?? null;
    if (condition === null || holds(condition, scope)) visible.add(field.key);
    else scope[field.key] = undefined;
  }
  const needed = fields.filter((field) => visible.has(field.key) && isRequired(field, scope));
  return { visible, required: new Set(needed.map((field) => field.key)) };
}

/** The values of the fields that are shown: what the conditions of rows may read. */
export function visibleValues(fields: readonly Asking[], values: Values): Values {
  const { visible } = asked(fields, values);
  return Object.fromEntries(Object.entries(values).filter(([key]) => visible.has(key)));
}

function isRequired(field: Asking, scope: Values): boolean {
  const condition = field.requiredWhen ?? null;
  return field.required === true || (condition !== null && holds(condition, scope));
}
