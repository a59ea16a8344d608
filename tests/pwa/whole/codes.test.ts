import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import errors from '@/locales/zh/errors';
import fields from '@/locales/zh/fields';
import inbox from '@/locales/zh/inbox';
import refusals from '@/locales/zh/refusals';
import wall from '@/locales/zh/wall';

const backend = join(process.cwd(), 'backend');
const sources = readdirSync(backend, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py') && !name.includes('migrations'))
  .map((name) => readFileSync(join(backend, name), 'utf8'));

/** Everything that a pattern's first group finds in the server's sources. */
function found(pattern: RegExp): string[] {
  return [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? '')))].sort();
}

const refused = { ...errors, ...refusals };

/** The codes that a Python `Literal` of this name lists. */
function literal(name: string): string[] {
  const [, body] = sources.map((text) => new RegExp(`^${name} = Literal\\[([^\\]]+)\\]`, 'm').exec(text)).find((hit) => hit !== null) ?? [];
  return [...(body ?? '').matchAll(/"([a-z_]+)"/g)].map(([, code]) => code ?? '');
}

test('every code with which the server refuses has words', () => {
  const codes = found(/^\s+code = "([a-z_]+)"$/gm);
  expect(codes).toContain('login_refused');
  expect(codes.filter((code) => !(code in refused))).toEqual([]);
});

test('every refusal of a case and of a workbook has words', () => {
  const codes = [...literal('RefusalCode'), ...literal('SheetCode')];
  expect(codes).toContain('round_closed');
  expect(codes).toContain('empty_sheet');
  expect(codes.filter((code) => !(code in refused))).toEqual([]);
});

test('everything that can be wrong with a field of a form has words', () => {
  const codes = [...literal('FieldCode'), 'half_day_off', 'no_half_day_left', 'period_too_long'];
  expect(codes).toContain('merged_cell');
  expect(codes.filter((code) => !(`field.${code}` in errors) && !(code in fields))).toEqual([]);
});

test('every complaint about a field has words', () => {
  const codes = found(/errors=\{[^}]*\["([a-z_]+)"\]/g);
  expect(codes).toContain('malformed');
  expect(codes.filter((code) => !(`field.${code}` in errors) && !(code in errors) && !(code in fields))).toEqual([]);
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
