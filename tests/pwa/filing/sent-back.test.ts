import { expect, test } from 'vitest';
import type { CaseEntry, CaseShown } from '@/api/case-types';
import { wordOf } from '@/features/filing/sent-back';

const entry = (changes: Partial<CaseEntry>): CaseEntry => ({ what: 'decided', verdict: null, reason: '', ...changes }) as CaseEntry;
const aCase = (turn: CaseShown['turn'], timeline: readonly CaseEntry[]): CaseShown => ({ turn, timeline }) as CaseShown;
const submitted = entry({ what: 'submitted' });
const returned = entry({ verdict: 'return', reason: '地点' });

test('the newest word that sent it back', () => {
  const recalled = entry({ what: 'recalled', reason: '日期有误' });
  expect(wordOf(aCase('applicant', [submitted, returned, submitted, entry({ verdict: 'approve' }), recalled]))?.reason).toBe('日期有误');
  expect(wordOf(aCase('nobody', [submitted, entry({ verdict: 'hold', reason: '等等' }), entry({ verdict: 'reject', reason: '不通过' })]))?.reason).toBe('不通过');
});

test('nothing once it was sent again, or never came back', () => {
  expect(wordOf(aCase('reviewers', [submitted, returned, submitted]))).toBeNull();
  expect(wordOf(aCase('nobody', [submitted, entry({ verdict: 'approve' })]))).toBeNull();
  expect(wordOf(null)).toBeNull();
});
