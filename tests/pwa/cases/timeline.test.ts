import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { beforeAll, describe, expect, test } from 'vitest';
import { useWords } from '@/locales';
import { byWords, entryWords, linesOf, spanWords, toneOfEntry, withoutOneDayPeriods } from '@/ui/case/case-lines';
import CaseTimeline from '@/ui/case/CaseTimeline.vue';
import { aCase, anEntry, aStep, aWord, day } from './builders';

beforeAll(() => useWords(['common', 'cases']));

const returned = aWord('return', { reason: '请补充授予学分', fields: ['credits'], counts: false });
const approved = aWord('approve', { place: 5 });
const history = [
  anEntry({ documentVersion: 1 }),
  returned,
  anEntry({ place: 4, documentVersion: 2 }),
  approved,
  anEntry({ place: 6, what: 'concluded', outcome: 'approved' }),
];

test('a period of one day is that day, in either language', () => {
  expect(withoutOneDayPeriods('2026-03-01-112 学习班（2026-12-01 至 2026-12-01）')).toBe('2026-03-01-112 学习班（2026-12-01）');
  expect(withoutOneDayPeriods('Class (2026-12-01 to 2026-12-01)')).toBe('Class (2026-12-01)');
  expect(withoutOneDayPeriods('学习班（2026-12-01 至 2026-12-02）')).toBe('学习班（2026-12-01 至 2026-12-02）');
});

describe('the log of a case', () => {
  test('is newest first, and tells the end with the act that brought it', () => {
    const lines = linesOf(history);
    expect(lines.map((line) => line.entry.place)).toEqual([5, 4, 2, 0]);
    expect(lines.map((line) => line.outcome)).toEqual(['approved', null, null, null]);
  });

  test('names every act', () => {
    expect(linesOf(history).map((line) => entryWords(line.entry))).toEqual(['通过', '再次提交（第 2 版）', '退回修改', '提交']);
    for (const what of ['undone', 'reopened', 'recalled', 'handed_over', 'skipped'] as const) expect(entryWords(anEntry({ what }))).not.toBe('');
    expect(entryWords(aWord('return', { to: 'unit_review' }))).toBe('退回上一步');
  });

  test('says who, as what and for whom; the server where nobody did it', () => {
    expect(byWords(approved.by)).toBe('周敏 · 主管部门 · 海淀区卫生健康委员会');
    expect(byWords({ person: null, role: '', organisation: null })).toBe('系统');
    expect(byWords({ person: { id: 'p', name: '高远' }, role: 'brand_new', organisation: null })).toBe('高远');
  });

  test('a colour speaks of what counts only', () => {
    expect(toneOfEntry(approved)).toBe('done');
    expect(toneOfEntry(returned)).toBe('idle');
    expect(toneOfEntry(aWord('hold'))).toBe('look');
  });

  test('shows reason, fields by their names, and what was voided', async () => {
    const props = { case: aCase({ timeline: history }), fieldLabel: (path: string) => (path === 'credits' ? '授予学分' : null) };
    const html = await renderToString(createSSRApp(CaseTimeline, props));
    expect(html).toContain('请补充授予学分');
    expect(html).toContain('涉及：授予学分');
    expect(html.match(/已作废/g)).toHaveLength(1);
    expect(html).not.toContain('主管部门审核');
  });

  test('names the steps where there are several', async () => {
    const steps = [aStep({ key: 'unit_review' }), aStep()];
    const html = await renderToString(createSSRApp(CaseTimeline, { case: aCase({ steps, timeline: history }) }));
    expect(html).toContain('主管部门审核');
    expect(html).toContain('全部步骤已通过');
  });
});

test.each([
  [20_000, '1 分钟'],
  [59 * 60_000, '59 分钟'],
  [23 * 3_600_000, '23 小时'],
  [3 * day + 5, '3 天'],
])('waiting is told roughly: %i ms', (ms, said) => {
  expect(spanWords(ms)).toBe(said);
});
