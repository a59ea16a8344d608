import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createSSRApp, type Component } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { LoginLogRow } from '@/api/logs';
import LogCards from '@/features/logs/LogCards.vue';
import LogTable from '@/features/logs/LogTable.vue';
import { useWords } from '@/locales';

const row: LoginLogRow = {
  id: 'a', at: 1_795_000_000_000, way: 'code', result: 'ok', account: '137****2222', person: { id: 'p', name: '罗兰' }, roles: ['auditor'],
  address: '127.0.0.1', client: 'Linux · Chrome',
};
const rows = [row, { ...row, id: 'b' }, { ...row, id: 'c' }];

beforeAll(() => useWords(['common', 'logs', 'inbox']));
beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => undefined, removeEventListener: () => undefined });
});

/** What stands in the places of the running numbers. */
async function numbersOf(list: Component, place: RegExp): Promise<(string | undefined)[]> {
  const shown = await renderToString(createSSRApp(list, { log: 'login', rows }));
  return [...shown.matchAll(place)].map(([, words]) => words);
}

test('the rows of a log are numbered, in a table and as cards', async () => {
  expect(await numbersOf(LogTable, /class="log-number[^>]*>([^<]*)</g)).toEqual(['序号', '1', '2', '3']);
  expect(await numbersOf(LogCards, /class="[^"]*list-number[^>]*>([^<]*)</g)).toEqual(['1', '2', '3']);
});
