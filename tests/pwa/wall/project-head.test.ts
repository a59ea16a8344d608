import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { beforeAll, expect, test } from 'vitest';
import ProjectHead from '@/features/wall/ProjectHead.vue';
import { useWords } from '@/locales';
import { aFeedback } from './builders';

beforeAll(() => useWords(['common', 'wall']));

test('every venue point says from when it counts, unless it always did', async () => {
  const feedback = aFeedback([]);
  const [hall] = feedback.project.venues;
  if (hall === undefined) throw new Error('the builder names a venue');
  const venues = [hall, { ...hall, name: '二号酒店', fromDay: '2026-11-22', fromHalf: 'pm' as const }];
  const app = createSSRApp({ render: () => h(ProjectHead, { feedback: { ...feedback, project: { ...feedback.project, venues } }, connection: 'live' }) });
  app.component('RouterLink', (_props: object, { slots }: { slots: { default?: () => unknown } }) => h('a', slots.default?.() as never));
  const html = await renderToString(app);
  expect(html).toContain('<span>报告厅（半径 200 m）</span>');
  expect(html).toContain('<span>二号酒店（半径 200 m，11-22 下午起）</span>');
});
