import { beforeAll, expect, test } from 'vitest';
import { emptyNote } from '@/features/cases/empty-note';
import { t, useWords } from '@/locales';

beforeAll(() => useWords(['cases']));

test('an empty list of tasks says what will come into it, for each who has one', () => {
  expect(t(emptyNote(new Set(['cme_authority', 'platform_admin'])))).toMatch(/单位提交/);
  expect(t(emptyNote(new Set(['cme_institution', 'unit_admin'])))).toMatch(/被退回/);
  expect(t(emptyNote(new Set(['platform_admin'])))).toMatch(/转给管理员/);
});
