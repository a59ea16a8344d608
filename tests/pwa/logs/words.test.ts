import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventKinds } from '@/features/logs/kinds';
import events from '@/locales/zh/events';
import logs from '@/locales/zh/logs';

const backend = join(process.cwd(), 'backend');
const sources = readdirSync(backend, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py') && !name.includes('migrations'))
  .map((name) => readFileSync(join(backend, name), 'utf8'));

/** Everything that a pattern's first group finds in the server's sources. */
function found(pattern: RegExp): string[] {
  return [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? '')))].sort();
}

const kinds = found(/^ {4}kind = "([a-z_]+\.[a-z_]+)"$/gm);
const anEvent = /^ {4}kind = "[a-z_]+\.[a-z_]+"$/m;
const without = (codes: readonly string[], group: string, area: object = events): string[] => codes.filter((code) => !(`${group}.${code}` in area));

test('every kind of event that the server declares has words, and can be chosen', () => {
  expect(kinds).toContain('document.stored');
  expect(without(kinds, 'kind')).toEqual([]);
  expect([...Object.values(eventKinds).flat()].sort()).toEqual(kinds);
});

test('no words are left of events that are no more', () => {
  const told = Object.keys(events).filter((key) => key.startsWith('kind.'));
  expect(told.filter((key) => !kinds.includes(key.slice('kind.'.length)))).toEqual([]);
});

test('every module has words', () => {
  const modules = found(/^ {4}module = "([a-z]+)"$/gm);
  expect(modules).toEqual(Object.keys(eventKinds).sort());
  expect(without(modules, 'module')).toEqual([]);
});

test('everything an event says in its own fields has a label, but for references', () => {
  const classes = sources.flatMap((text) => text.split(/^class /m).slice(1)).filter((text) => anEvent.test(text));
  const fields = classes.flatMap((text) => [...text.matchAll(/^ {4}([a-z_0-9]+): (?!ClassVar)/gm)].map(([, name]) => name ?? ''));
  expect(fields).toContain('verdict');
  expect(without([...new Set(fields)].filter((name) => !name.endsWith('_id')), 'data')).toEqual([]);
});

test('every reason for which a photo is refused has words', () => {
  const codes = found(/BadManifest\("([a-z_]+)"/g);
  expect(codes).toContain('bad_signature');
  expect(without([...codes, 'outside_slot', 'not_permitted'], 'refusal', logs)).toEqual([]);
});

test('every reason for which a change of lecturers is refused has words', () => {
  const listed = found(/^(?:TooLate|Unfit) = Literal\[([^\]]+)\]/gm).join(', ');
  const codes = [...listed.matchAll(/"([a-z_]+)"/g)].map(([, code]) => code ?? '');
  expect(codes).toContain('changed_after_close');
  expect(codes).toContain('unknown_row');
  expect(without(codes, 'refusal', logs)).toEqual([]);
});

test('every end of a log-in has words', () => {
  expect(without(['ok', 'refused', 'paused', 'to_choose', 'to_confirm', 'identity_wrong'], 'result', logs)).toEqual([]);
  expect(without(found(/end_(?:login_sessions|all_access|logins)\([^)]*"([a-z_]+)"\)/g), 'value')).toEqual([]);
});
