import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import errors from '@/locales/zh/errors';
import fields from '@/locales/zh/fields';
import inbox from '@/locales/zh/inbox';
import onsite from '@/locales/zh/onsite';
import refusals from '@/locales/zh/refusals';
import retention from '@/locales/zh/retention';
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

test('everything a lead’s phone is told of its photos and changes has words', () => {
  const late = literal('TooLate');
  expect(late).toContain('changed_after_close');
  expect(late.filter((code) => !(`problem.${code}` in onsite && `problem.${code}.do` in onsite))).toEqual([]);
  const reasons = literal('WhyNot').filter((code) => code !== 'awaiting_bytes');
  expect(reasons).toContain('questioned');
  expect(reasons.filter((code) => !(`why.${code}` in onsite && `why.${code}.do` in onsite))).toEqual([]);
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

test('everything that is kept for a while has words, and so has what then stays', () => {
  const kinds = found(/\bKept\(\s+kind="([a-z_]+)"/g);
  expect(kinds).toContain('login_addresses');
  expect(kinds.filter((kind) => !(`kind.${kind}` in retention && `kind.${kind}.stays` in retention))).toEqual([]);
});

test('everything that is erased of a person has words', () => {
  const parts = [...found(/ErasedPart\(\s*"([a-z_]+)"/g), ...found(/^VALUES_KIND = "([a-z_]+)"$/gm)];
  expect(parts).toContain('hold_names');
  expect(parts.filter((kind) => !(`part.${kind}` in retention))).toEqual([]);
});

test('everything that stands against erasing a person has words, and says what to do', () => {
  const codes = found(/Against\(\s*(?:code=)?"([a-z_]+)"/g);
  expect(codes).toEqual(['has_role', 'leads_project', 'led_held_project', 'person_held', 'worked_on_held']);
  expect(codes.filter((code) => !(`against.${code}` in retention && `against.${code}.do` in retention))).toEqual([]);
});
