import { beforeAll, expect, test } from 'vitest';
import { correctionWords } from '@/features/projects/corrections';
import { useWords } from '@/locales';

beforeAll(() => useWords(['common', 'projects']));

const at = Date.UTC(2026, 10, 21, 4, 5);

test.each([
  [{ name: '林小', unit: null }, '11-21 12:05 陈立 更正：姓名原为「林小」'],
  [{ name: '林小', unit: '一院' }, '11-21 12:05 陈立 更正：姓名原为「林小」，单位原为「一院」'],
  [{ name: null, unit: '' }, '11-21 12:05 陈立 更正：单位原为空'],
  [{ name: null, unit: null }, '11-21 12:05 陈立 更正：原内容已删除'],
])('%o', (before, said) => {
  expect(correctionWords({ at, by: '陈立', ...before })).toBe(said);
});
