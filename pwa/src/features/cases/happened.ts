import type { Failure, Problem } from '@/api/answer';
import { t, words } from '@/locales';
import { codeOf } from '@/locales/problem-words';
import { roleWords } from '@/ui/case/case-lines';
import { dayAndTime } from '@/ui/format';

/** Why an act was not done. `happened`: what came first, by whom and when; `stale`: the screen shows what is over. */
export type Refusal = { code: string; happened: string | null; stale: boolean; errors: Problem['errors'] };

const guards = ['filing_has_evidence', 'no_recall'] as const;

/** Pure but for the language. */
export function refusalOf(failure: Failure): Refusal {
  const code = codeOf(failure);
  if (failure.kind === 'offline') return { code, happened: null, stale: false, errors: {} };
  const { data, status, errors } = failure.problem;
  return { code, happened: happenedWords(data), stale: status === 409 && code !== 'recall_refused', errors };
}

/** What came first, by whom and when, as a refusal tells it; null where it tells none of it. */
export function happenedWords(data: Problem['data']): string | null {
  const guard = guards.find((one) => one === data.guard);
  if (guard !== undefined) return t(`cases.guard.${guard}`);
  if (typeof data.documentVersion === 'number') return t('cases.happened.version', { n: data.documentVersion });
  if (typeof data.what !== 'string' || typeof data.at !== 'number') return null;
  const did = words(`cases.did.${typeof data.verdict === 'string' ? data.verdict : data.what}`);
  if (did === null) return null;
  const role = typeof data.role === 'string' ? roleWords(data.role) : '';
  const name = typeof data.name === 'string' ? data.name : t('cases.system');
  return t('cases.happened', { who: role === '' ? name : `${name}（${role}）`, did, time: dayAndTime(data.at) });
}
