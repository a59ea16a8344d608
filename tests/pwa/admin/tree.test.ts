import { expect, test } from 'vitest';
import type { OrganisationRow } from '@/api/admin-types';
import { linesOf, replaced, stepOf, type Known } from '@/features/admin/tree';

function aRow(id: string, more: Partial<OrganisationRow> = {}): OrganisationRow {
  return {
    id, parentId: null, code: id, name: id, kind: 'institution', level: '', district: '', active: true, children: 0, members: 0, above: [], mayChange: true, ...more,
  };
}

const city = aRow('city', { children: 2 });
const east = aRow('east', { children: 1, parentId: 'city' });
const west = aRow('west', { parentId: 'city' });
const clinic = aRow('clinic', { parentId: 'east' });

function known(open: readonly string[], next: string | null = null): Known {
  const below = new Map([
    ['city', { rows: [east, west], next }],
    ['east', { rows: [clinic], next: null }],
  ]);
  return { tops: [city], below, open: new Set(open) };
}

const keys = (shown: Known): string[] => linesOf(shown).map((line) => `${String(line.level)} ${line.key}`);

test('only what is open is in sight', () => {
  expect(keys(known([]))).toEqual(['1 city']);
  expect(keys(known(['city']))).toEqual(['1 city', '2 east', '2 west']);
  expect(keys(known(['city', 'east']))).toEqual(['1 city', '2 east', '3 clinic', '2 west']);
  expect(keys(known(['east']))).toEqual(['1 city']);
});

test('what is still to come has a line of its own', () => {
  expect(keys(known(['city'], 'cursor'))).toEqual(['1 city', '2 east', '2 west', '2 more city']);
  expect(keys({ tops: [city], below: new Map(), open: new Set(['city']) })).toEqual(['1 city', '2 loading city']);
});

test('a node without children is never open', () => {
  expect(linesOf({ tops: [west], below: new Map(), open: new Set(['west']) })).toMatchObject([{ key: 'west', open: false }]);
});

test('keys walk the tree as tree views do', () => {
  const lines = linesOf(known(['city']));
  expect(stepOf(lines, 'city', 'ArrowDown')).toEqual({ focus: 'east' });
  expect(stepOf(lines, 'west', 'ArrowDown')).toBeNull();
  expect(stepOf(lines, 'city', 'ArrowUp')).toBeNull();
  expect(stepOf(lines, 'west', 'Home')).toEqual({ focus: 'city' });
  expect(stepOf(lines, 'city', 'End')).toEqual({ focus: 'west' });
  expect(stepOf(lines, 'city', 'ArrowRight')).toEqual({ focus: 'east' });
  expect(stepOf(lines, 'east', 'ArrowRight')).toEqual({ open: 'east' });
  expect(stepOf(lines, 'west', 'ArrowRight')).toBeNull();
  expect(stepOf(lines, 'city', 'ArrowLeft')).toEqual({ close: 'city' });
  expect(stepOf(lines, 'east', 'ArrowLeft')).toEqual({ focus: 'city' });
  expect(stepOf(lines, 'nothing', 'End')).toBeNull();
  expect(stepOf(lines, 'city', 'a')).toBeNull();
});

test('a changed organisation takes its own place, a moved one needs the tree anew', () => {
  const renamed = replaced(known(['city', 'east']), { ...clinic, name: '门诊' });
  expect(linesOf(renamed ?? known([])).map((line) => (line.kind === 'node' ? line.row.name : ''))).toContain('门诊');
  expect(replaced(known(['city']), { ...clinic, parentId: 'west' })).toBeNull();
  expect(replaced(known(['city']), aRow('new', { parentId: 'west' }))).toBeNull();
});
