import { beforeAll, expect, test } from 'vitest';
import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Answer } from '@/api/answer';
import { useWords } from '@/locales';
import ListCount from '@/ui/desk/ListCount.vue';
import { totalWords } from '@/ui/desk/list-total';
import { choosePageSize, pageSize, pageSizes, sizeFrom } from '@/ui/desk/page-size';
import { usePages, type Page, type PagesUse } from '@/ui/desk/usePages';

beforeAll(() => useWords(['common']));

/** As a screen uses it. */
async function pagesOf(load: () => Promise<Answer<Page<string>>>): Promise<PagesUse<string>> {
  const made: PagesUse<string>[] = [];
  const screen = () => {
    made.push(usePages<string>(load));
    return () => h('p');
  };
  await renderToString(createSSRApp({ setup: screen }));
  const [pages] = made;
  if (pages === undefined) throw new Error('not set up');
  return pages;
}

test('above a list stand its total and the choice of a page size', async () => {
  const shown = await renderToString(createSSRApp(ListCount, { total: { n: 1_000, more: true } }));
  expect(shown).toContain('共 1,000+ 条');
  expect([...shown.matchAll(/<option[^>]*>([^<]*)</g)].map(([, words]) => words)).toEqual(['10 条', '20 条', '50 条', '100 条', '200 条']);
  expect(await renderToString(createSSRApp(ListCount, { total: null }))).not.toContain('共');
});

test('a total says when counting went no further', () => {
  expect(totalWords({ n: 1, more: false })).toBe('共 1 条');
  expect(totalWords({ n: 18_204, more: false })).toBe('共 18,204 条');
  expect(totalWords({ n: 1_000, more: true })).toBe('共 1,000+ 条');
});

test('the page size that was chosen is kept; what is no choice is the usual', () => {
  expect(pageSize.value).toBe(50);
  choosePageSize(20);
  expect([pageSize.value, localStorage.getItem('halfday.page-size')]).toEqual([20, '20']);
  expect(pageSizes.map((size) => sizeFrom(String(size)))).toEqual([...pageSizes]);
  expect([null, '', '7', '20.0', 'all'].map(sizeFrom)).toEqual([50, 50, 50, 50, 50]);
});

test('the total of the first page stays while more pages come, and is that of the next question', async () => {
  const answers: Page<string>[] = [
    { items: ['a'], next: 'x', total: { n: 2, more: false } },
    { items: ['b'], next: null, total: null },
    { items: [], next: null, total: { n: 0, more: false } },
    { items: ['c'], next: null },
  ];
  const pages = await pagesOf(() => Promise.resolve({ kind: 'ok', value: answers.shift() } as Answer<Page<string>>));
  await pages.reload();
  await pages.more();
  expect([pages.items.value, pages.total.value]).toEqual([['a', 'b'], { n: 2, more: false }]);
  await pages.reload();
  expect(pages.total.value).toEqual({ n: 0, more: false });
  await pages.reload();
  expect(pages.total.value).toBeNull();
});
