import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import errors from '@/locales/zh/errors';
import inbox from '@/locales/zh/inbox';
import wall from '@/locales/zh/wall';

const backend = join(process.cwd(), 'backend');
const sources = readdirSync(backend, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py') && !name.includes('migrations'))
  .map((name) => readFileSync(join(backend, name), 'utf8'));

/** Everything that a pattern's first group finds in the server's sources. */
function found(pattern: RegExp): string[] {
  return [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? '')))].sort();
}

test('every code with which the server refuses has words', () => {
  const codes = found(/^\s+code = "([a-z_]+)"$/gm);
  expect(codes).toContain('login_refused');
  expect(codes.filter((code) => !(code in errors))).toEqual([]);
});

test('every complaint about a field has words', () => {
  const codes = found(/errors=\{[^}]*\["([a-z_]+)"\]/g);
  expect(codes).toContain('malformed');
  expect(codes.filter((code) => !(`field.${code}` in errors) && !(code in errors))).toEqual([]);
});

test('every finding has words', () => {
  const codes = found(/Found\("([a-z_]+)"/g);
  expect(codes).toContain('far');
  expect(codes.filter((code) => !(`finding.${code}` in wall))).toEqual([]);
});

test('every kind of message in the inbox has words', () => {
  const declared = sources.flatMap((text) => text.split('MessageKind(').slice(1));
  const kinds = declared
    .filter((text) => !/^[^)]*inbox=False/.test(text))
    .flatMap((text) => /^\s*key="([a-z_]+)"/.exec(text)?.[1] ?? []);
  expect(kinds).toContain('result_published');
  expect(kinds.filter((kind) => !(`kind.${kind}` in inbox && `kind.${kind}.text` in inbox))).toEqual([]);
});
