import type { Definition, Values } from './definition';
import { spotOf } from './paths';

/** The days a date may take, `YYYY-MM-DD`, as far as the form's own checks tell; absent where there is no limit. */
export type DateLimits = { min?: string; max?: string };

/**
 * What the checks `period` (rows lie inside two dates of the document) and `order` (an end is not before its start) leave to
 * a date field: for the calendar of the browser. The server judges.
 */
export function dateLimits(definition: Definition, document: Values, path: string): DateLimits {
  const spot = spotOf(definition, path);
  if (spot === null) return {};
  const { checks = [] } = definition.form;
  if (spot.inner !== null) {
    const period = checks.find((check) => check.check === 'period' && check.within === spot.top.key && check.field === spot.inner?.key);
    return { ...limit('min', document[period?.start ?? '']), ...limit('max', document[period?.end ?? '']) };
  }
  const order = checks.find((check) => check.check === 'order' && (check.within ?? null) === null && check.end === spot.top.key);
  return limit('min', document[order?.start ?? '']);
}

function limit(name: keyof DateLimits, value: unknown): DateLimits {
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}
