import type { Failure } from '@/api/answer';
import { t, words } from './index';
import type { Params } from './fill-in';

export type ProblemWords = { code: string; what: string; todo: string | null };

/**
 * Says what a failure was and what can be done about it. The area `errors` must have been loaded, `refusals` too where
 * forms and reviews are.
 */
export function describeFailure(failure: Failure, params: Params = {}): ProblemWords {
  return describeCode(codeOf(failure), params);
}

export function describeCode(code: string, params: Params = {}): ProblemWords {
  for (const area of ['errors', 'refusals']) {
    const what = words(`${area}.${code}`, params);
    if (what !== null) return { code, what, todo: words(`${area}.${code}.do`, params) };
  }
  return { code, what: t('errors.unknown', { code }), todo: t('errors.unknown.do') };
}

/** What is wrong with one field. */
export function describeField(code: string): string {
  const keys = [`errors.field.${code}`, `fields.${code}`, `errors.${code}`];
  return keys.map((key) => words(key)).find((found) => found !== null) ?? t('errors.field.invalid');
}

export function codeOf(failure: Failure): string {
  if (failure.kind === 'problem') return failure.problem.code;
  return failure.reason === 'timeout' ? 'timeout' : 'offline';
}
