import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { mayPick, mostPicked, tally } from '@/features/cases/batch';
import { useBatch } from '@/features/cases/useBatch';
import { useWords } from '@/locales';
import { aTask } from './builders';

beforeAll(() => useWords(['common', 'cases', 'refusals', 'errors']));

const review = { step: 'authority_review', verdicts: ['approve', 'reject', 'return'], form: 'filing_review' } as const;
const one = aTask({ caseId: 'c1', ...review });
const two = aTask({ caseId: 'c2', round: 2, documentVersion: 3, ...review });
const change = aTask({ caseId: 'c3', flow: 'filing_change', ...review, form: null });
const mend = aTask({ caseId: 'c4', step: null, verdicts: [] });

describe('what can be decided together', () => {
  test('the same step of the same flow, and nothing that is to be mended', () => {
    expect([one, change, mend].map((task) => mayPick(task, []))).toEqual([true, true, false]);
    expect([two, change, mend].map((task) => mayPick(task, [one]))).toEqual([true, false, false]);
    expect(mayPick(two, Array.from({ length: mostPicked }, () => one))).toBe(false);
  });

  test('all that are alike are picked at once, and dropped one by one', () => {
    const batch = useBatch();
    batch.all([change, one, two, mend]);
    expect(batch.picked.value).toEqual([change]);
    batch.clear();
    batch.all([one, change, two]);
    expect(batch.picked.value).toEqual([one, two]);
    batch.toggle(one);
    expect(batch.picked.value).toEqual([two]);
    expect(batch.verdicts.value).toEqual(['approve', 'return']);
  });
});

describe('what was said of several', () => {
  const sent: unknown[] = [];
  const answers: Response[] = [];
  beforeEach(() => {
    sent.length = 0;
    answers.length = 0;
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
      sent.push(JSON.parse(init.body as string));
      const next = answers.shift();
      return next === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(next);
    });
  });

  function answered(...rows: readonly [string, string][]): void {
    const items = rows.map(([caseId, outcome]) => ({ caseId, outcome, code: outcome === 'done' ? null : 'round_closed', data: {} }));
    answers.push(new Response(JSON.stringify({ items }), { status: 200, headers: { 'Content-Type': 'application/json' } }));
  }

  test('names each as it was on the screen, with one form for all', async () => {
    const batch = useBatch();
    batch.all([one, two]);
    batch.asked.value = 'approve';
    batch.form.value = { indoor: true };
    answered(['c1', 'done'], ['c2', 'done']);
    await batch.send();
    expect(sent).toEqual([
      {
        flow: 'filing', step: 'authority_review', verdict: 'approve', reason: '', form: { indoor: true },
        items: [{ caseId: 'c1', round: 1, documentVersion: 1 }, { caseId: 'c2', round: 2, documentVersion: 3 }],
      },
    ]);
    batch.picking.value = true;
    batch.close();
    expect([batch.picked.value, batch.picking.value]).toEqual([[], false]);
  });

  test('what was not done stays picked, and the reason stays until something was done', async () => {
    const batch = useBatch();
    batch.all([one, two]);
    batch.asked.value = 'return';
    batch.reason.value = '请补充日程';
    await batch.send();
    expect([batch.failure.value, batch.rows.value]).toEqual(['offline', null]);
    batch.close();
    expect([batch.picked.value.length, batch.reason.value]).toEqual([2, '请补充日程']);
    batch.asked.value = 'return';
    answered(['c1', 'done'], ['c2', 'changed']);
    await batch.send();
    expect(tally(batch.rows.value ?? [])).toEqual({ done: 1, changed: 1, refused: 0 });
    expect(sent[1]).not.toHaveProperty('form');
    batch.close();
    expect(batch.picked.value).toEqual([two]);
  });
});
