import { beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256Hex } from '@/api/bytes';
import { areaCache, dropFormer, fillCache, shellCacheName } from '../../../service-worker/precache';
import { FakeCaches } from './fake-caches';

let caches: FakeCaches;
let site: Map<string, string | number>;
let fetched: string[];

const page = async (text: string) => ({ url: '/', sha256: await sha256Hex(new TextEncoder().encode(text)) });
const script = (name: string) => ({ url: `/assets/${name}.js`, sha256: null });

beforeEach(() => {
  caches = new FakeCaches();
  site = new Map<string, string | number>([
    ['/', '<page 1>'],
    ['/assets/a-1.js', 'a1'],
    ['/assets/b-1.js', 'b1'],
  ]);
  fetched = [];
  vi.stubGlobal('caches', caches);
  vi.stubGlobal('fetch', (url: string) => {
    fetched.push(url);
    const found = site.get(url) ?? 404;
    if (found === 0) return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(typeof found === 'number' ? new Response('', { status: found }) : new Response(found));
  });
});

describe('bringing a version onto the phone', () => {
  test('fetches every file', async () => {
    await fillCache('v1', [await page('<page 1>'), script('a-1'), script('b-1')]);
    expect([...(caches.stores.get(shellCacheName('v1')) ?? []).keys()].sort()).toEqual(['/', '/assets/a-1.js', '/assets/b-1.js']);
  });

  test('fails unless all of it is there, and goes on where it stopped', async () => {
    site.set('/assets/b-1.js', 0);
    const files = [await page('<page 1>'), script('a-1'), script('b-1')];
    await expect(fillCache('v1', files)).rejects.toThrow();
    site.set('/assets/b-1.js', 'b1');
    fetched = [];
    await fillCache('v1', files);
    expect(fetched).toEqual(['/assets/b-1.js']);
  });

  test('takes what has not changed from the former version', async () => {
    await fillCache('v1', [await page('<page 1>'), script('a-1'), script('b-1')]);
    site.set('/', '<page 2>').set('/assets/b-2.js', 'b2');
    fetched = [];
    await fillCache('v2', [await page('<page 2>'), script('a-1'), script('b-2')]);
    expect(fetched).toEqual(['/', '/assets/b-2.js']);
  });

  test('refuses a page of yet another release', async () => {
    site.set('/', '<page 3>');
    await expect(fillCache('v2', [await page('<page 2>')])).rejects.toThrow('not of this version');
  });

  test('refuses an error page', async () => {
    site.set('/assets/a-1.js', 503);
    await expect(fillCache('v1', [script('a-1')])).rejects.toThrow('503');
  });
});

test('taking over clears away former versions and opened areas, nothing else', async () => {
  for (const name of [shellCacheName('v1'), shellCacheName('v2'), areaCache, 'somebody-else']) await caches.open(name);
  await dropFormer('v2');
  expect(await caches.keys()).toEqual([shellCacheName('v2'), 'somebody-else']);
});
