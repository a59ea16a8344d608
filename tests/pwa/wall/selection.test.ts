import { describe, expect, test } from 'vitest';
import { rangeOf } from '@/features/wall/export-range';
import { canBePublished, stateOfAll } from '@/features/wall/selection';
import { aProject } from './builders';

const rows = [
  aProject({ id: 'a', rating: 'qualified' }),
  aProject({ id: 'b', rating: 'unqualified' }),
  aProject({ id: 'c', rating: null }),
  aProject({ id: 'd', rating: 'qualified', published: true }),
];

describe('publishing from the list', () => {
  test('only what is rated and not published yet can be ticked', () => {
    expect(rows.filter(canBePublished).map((row) => row.id)).toEqual(['a', 'b']);
  });

  test.each([
    ['none', []],
    ['some', ['a']],
    ['all', ['a', 'b']],
    ['none', ['c', 'elsewhere']],
  ] as const)('the box above the list: %s', (state, ticked) => {
    expect(stateOfAll(rows, new Set(ticked))).toBe(state);
  });

  test('nothing to tick is not all', () => {
    expect(stateOfAll([], new Set())).toBe('none');
  });
});

describe('ranges of the export', () => {
  test.each([
    ['month', '2026-11-21', '2026-11-01', '2026-11-30'],
    ['month', '2028-02-03', '2028-02-01', '2028-02-29'],
    ['last_month', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['last_month', '2026-01-15', '2025-12-01', '2025-12-31'],
    ['year', '2026-11-21', '2026-01-01', '2026-12-31'],
  ] as const)('%s on %s', (name, today, from, to) => {
    expect(rangeOf(name, today)).toEqual({ from, to });
  });
});
