import { beforeAll, expect, test, vi } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import ConfirmFields from '@/features/login/ConfirmFields.vue';
import { switchLocale, useWords } from '@/locales';

beforeAll(() => useWords(['logincode']));

function render(): Promise<string> {
  return renderToString(createSSRApp(ConfirmFields, { name: '', lastFour: '', nameWrong: false, lastFourWrong: false }));
}

/** The notice alone, with its points as they are headed. */
function noticeIn(html: string): { text: string; points: string[] } {
  const text = /<section class="id-notice"[\s\S]*<\/section>/.exec(html)?.[0] ?? '';
  return { text, points: [...text.matchAll(/<dt>([^<]+)<\/dt>/g)].map(([, point]) => point ?? '') };
}

test('what the last four of an ID are for, who sees them and how long they are kept is told before they are asked', async () => {
  const html = await render();
  const { text, points } = noticeIn(html);
  expect(points).toEqual(['用途', '谁能看到', '保存多久', '不想填写']);
  expect(text).toContain('比对后立即丢弃');
  expect(html.indexOf('id-notice')).toBeLessThan(html.indexOf('name="id-last-four"'));
});

test('it is a notice of its own: of camera and position it says nothing', async () => {
  expect(noticeIn(await render()).text).not.toMatch(/相机|拍摄|位置|定位/);
});

test('it is told in English, too', async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  await switchLocale('en');
  expect(noticeIn(await render()).points).toEqual(['Purpose', 'Who sees it', 'How long it is kept', 'If you would rather not']);
  await switchLocale('zh');
});
