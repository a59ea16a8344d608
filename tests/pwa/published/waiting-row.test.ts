import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { beforeAll, expect, test } from 'vitest';
import type { ProjectRow } from '@/api/types';
import WaitingRow from '@/features/published/WaitingRow.vue';
import { useWords } from '@/locales';
import { aProject } from '../wall/builders';

beforeAll(() => useWords(['common', 'published']));

/** What the row says, without its marks. */
async function said(row: ProjectRow, kind: 'returned' | 'running'): Promise<string> {
  const app = createSSRApp({ render: () => h(WaitingRow, { row, kind }) });
  app.component('RouterLink', (_props: object, { slots }: { slots: { default?: () => unknown } }) => h('a', slots.default?.() as never));
  return (await renderToString(app)).replace(/<[^>]*>/g, '|').replace(/\|+/g, '|');
}

test('a project of one day names it once', async () => {
  const row = aProject({ filing: 'returned', plannedStart: '2026-12-18', plannedEnd: '2026-12-18' });
  expect(await said(row, 'returned')).toContain('2026-03-01-112 · 12-18|');
});

test('before the first half-day is over, nothing is counted as due', async () => {
  const before = aProject({ slots: { due: 0, complete: 0, total: 4 } });
  expect(await said(before, 'running')).toContain('还没有结束的半天，共 4 个');
  expect(await said(aProject({ slots: { due: 2, complete: 1, total: 4 } }), 'running')).toContain('应反馈 2 个半天，已完整反馈 1 个，共 4 个');
});
