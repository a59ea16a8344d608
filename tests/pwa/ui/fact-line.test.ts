import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { expect, test } from 'vitest';
import FactLine from '@/ui/FactLine.vue';

test('each fact is a piece of its own, also where two are alike', async () => {
  const html = await renderToString(createSSRApp(FactLine, { facts: ['200', '报告厅', '200'] }));
  expect(html.match(/<span>(200|报告厅)<\/span>/g)).toHaveLength(3);
});
