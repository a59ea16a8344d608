import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Me } from '@/api/types';
import PublishedPage from '@/features/published/PublishedPage.vue';
import { useWords } from '@/locales';
import { me } from '@/login-session';

beforeAll(() => useWords(['common', 'published']));
afterEach(() => {
  me.value = null;
});

function page(): Promise<string> {
  const app = createSSRApp(PublishedPage);
  app.component('RouterLink', () => h('a'));
  return renderToString(app);
}

function enter(role: 'cme_authority' | 'cme_institution'): void {
  me.value = { kind: 'full', roles: [{ role, organisationId: 'o1', organisationName: '单位' }] } as unknown as Me;
}

test('an empty list tells an authority how to publish, and a unit to wait', async () => {
  enter('cme_authority');
  expect(await page()).toContain('勾选已评分的项目');
  enter('cme_institution');
  const html = await page();
  expect(html).toContain('主管部门公布督查结果后');
  expect(html).not.toContain('勾选');
});
