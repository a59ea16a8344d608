import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = process.cwd();
const source = join(root, 'pwa/src');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.(ts|vue)$/.test(name));
}

/** Every module that a file names, from `pwa/src` where it is ours, else as written. */
function importsOf(file: string): string[] {
  const named = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...named].map(([, name = '']) => {
    if (name.startsWith('@/')) return name.slice(2);
    return name.startsWith('.') ? relative(source, normalize(join(dirname(file), name))) : name;
  });
}

function areaOf(path: string): string | null {
  return /^features\/([^/]+)/.exec(path)?.[1] ?? null;
}

describe('who may import whom', () => {
  test('features never import one another', () => {
    for (const file of filesBelow(join(source, 'features'))) {
      const own = areaOf(relative(source, file));
      for (const name of importsOf(file)) expect([own, null], `${file} imports ${name}`).toContain(areaOf(name));
    }
  });

  test('queue, api and forms know no Vue and nothing of the screens', () => {
    for (const folder of ['queue', 'api', 'forms']) {
      for (const file of filesBelow(join(source, folder))) {
        for (const name of importsOf(file)) {
          expect(name, file).not.toMatch(/^(vue|vant|pinia)|\.vue$|^(features|ui|locales)\//);
        }
      }
    }
    for (const file of filesBelow(join(source, 'api'))) {
      for (const name of importsOf(file)) expect(name, file).not.toMatch(/^queue/);
    }
  });

  test('ui knows no feature', () => {
    for (const file of filesBelow(join(source, 'ui'))) {
      for (const name of importsOf(file)) expect(areaOf(name), file).toBeNull();
    }
  });

  test('the service worker imports only queue and api', () => {
    const own = readdirSync(join(root, 'service-worker')).filter((name) => name.endsWith('.ts') && name !== 'vite.config.ts');
    for (const name of own) {
      const text = readFileSync(join(root, 'service-worker', name), 'utf8');
      for (const [, module = ''] of text.matchAll(/from '([^']+)'/g)) expect(module, name).toMatch(/^(\.\/|@\/(queue|api)(\/|$))/);
    }
  });
});

test('nothing speaks to the server but the API’s own door and the keeper of documents', () => {
  const speaking = filesBelow(source).filter((file) => /\bfetch\(/.test(readFileSync(file, 'utf8')));
  expect(['api/request.ts', 'queue/documents.ts']).toEqual(expect.arrayContaining(speaking.map((file) => relative(source, file))));
});

test('no style is written into markup, where the Content-Security-Policy would drop it', () => {
  for (const file of filesBelow(source).filter((name) => name.endsWith('.vue'))) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/\sstyle="|v-html|innerHTML/);
  }
});
