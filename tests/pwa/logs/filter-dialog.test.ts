import { beforeAll, expect, test } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import LogFilterDialog from '@/features/logs/LogFilterDialog.vue';
import { useWords } from '@/locales';

beforeAll(() => useWords(['common', 'errors', 'events', 'logs']));

function render(log: string): Promise<string> {
  return renderToString(createSSRApp(LogFilterDialog, { log, filter: { from: '', to: '', kind: '' }, account: '' }));
}

test('the kinds of events can be chosen by their modules, the results of a log-in without', async () => {
  const operations = await render('operation');
  expect(operations).toMatch(/<label for="field-log-kind">类型<\/label>/);
  const [, supervision] = /<optgroup label="督查">([\s\S]*?)<\/optgroup>/.exec(operations) ?? [];
  expect(supervision).toMatch(/<option value="project.added"[^>]*>新增项目</);
  const logIns = await render('login');
  expect(logIns).toMatch(/<option value="paused"[^>]*>次数过多，已暂停</);
  expect(logIns).not.toContain('<optgroup');
});

test('a log whose rows are all of one kind asks for none', async () => {
  expect(await render('reveal')).not.toContain('field-log-kind');
});
