import { beforeAll, expect, test } from 'vitest';
import { keepsAndErases } from '@/access';
import { againstWords, heldWords, keptWords } from '@/features/admin/keeping/words';
import { useWords } from '@/locales';
import type { Hold } from '@/api/keeping';

const hold: Hold = {
  id: 'h1', held: 'project', subject: { id: 'p1', no: '2026-03-01-112', name: '超声诊断新进展学习班' }, reason: '调查中', placedBy: '监察组', placedAt: 0,
  releaseReason: '', releasedBy: '', releasedAt: null,
};

beforeAll(() => useWords(['retention']));

test('how long something is kept', () => {
  expect([0, 1, 364, 365, 1825].map(keptWords)).toEqual(['永久保存', '1 天', '364 天', '365 天 · 约 1 年', '1825 天 · 约 5 年']);
});

test('what is held is called by its name for as long as it has one', () => {
  expect(heldWords(hold)).toBe('超声诊断新进展学习班');
  expect(heldWords({ ...hold, subject: { id: 'p1', no: '', name: '' } })).toBe('已删除的项目');
});

test('what stands against erasing somebody, and what to do', () => {
  expect(againstWords({ code: 'has_role', about: { role: 'cme_institution', organisation: '西山医院' } }, '单位经办人')).toEqual({
    what: '现任“西山医院”的单位经办人。',
    todo: '请先结束这个角色。',
  });
  expect(againstWords({ code: 'new_one', about: {} }, '').what).toBe('还有别的情况不允许清除。');
});

test('only who administers the deployment keeps and erases', () => {
  for (const role of ['auditor', 'unit_admin', 'cme_authority', 'cme_institution'] as const) expect(keepsAndErases(new Set([role]))).toBe(false);
  expect(keepsAndErases(new Set(['platform_admin']))).toBe(true);
});
