import type { Condition, Values } from './definition';

/** What Python calls blank beside JavaScript's own: the two sides must agree on what is filled. */
const alsoBlank = new Set(Array.from('\u001c\u001d\u001e\u001f\u0085'));

function isBlank(text: string): boolean {
  return Array.from(text).every((sign) => alsoBlank.has(sign) || (sign !== '\ufeff' && sign.trim() === ''));
}

/** Whether a value says anything: absent, null, blank text and empty lists do not; false and 0 do. */
export function isFilled(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return !isBlank(value);
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The value of a name; what an object inherits is no field. */
export function valueOf(values: Values, name: string): unknown {
  return Object.prototype.hasOwnProperty.call(values, name) ? values[name] : undefined;
}

/**
 * Whether the condition is true of these values; the same as on the server, pinned by `tests/cases/conditions.json`.
 *
 * A field that is not filled equals nothing. Comparison is strict; of a list of texts `equals` and `in` ask whether any
 * member fits. `all` of nothing is true, `any` of nothing is false.
 */
export function holds(condition: Condition, values: Values): boolean {
  if ('equals' in condition) return isOneOf(valueOf(values, condition.field), [condition.equals]);
  if ('in' in condition) return isOneOf(valueOf(values, condition.field), condition.in);
  if ('filled' in condition) return isFilled(valueOf(values, condition.filled));
  if ('not' in condition) return !holds(condition.not, values);
  if ('all' in condition) return condition.all.every((part) => holds(part, values));
  return condition.any.some((part) => holds(part, values));
}

function isOneOf(value: unknown, wanted: readonly unknown[]): boolean {
  if (!isFilled(value)) return false;
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  return members.some((member) => wanted.includes(member));
}
