import { expect, test } from 'vitest';
import type { Filing, RoleKey } from '@/api/types';
import { rowActions } from '@/features/wall/row-actions';
import { aProject } from './builders';

const keys = (filing: Filing, roles: readonly RoleKey[], today = '2026-11-21'): readonly string[] =>
  rowActions(aProject({ filing }), new Set(roles), today).map(({ key }) => key);

test.each([
  ['not_filed', ['file', 'delete']],
  ['in_review', ['see']],
  ['rejected', ['mend']],
  ['returned', ['mend']],
  ['approved', ['feedback', 'results', 'lead', 'see', 'change']],
] as const)('a unit with a project that is %s', (filing, expected) => {
  expect(keys(filing, ['cme_institution'])).toEqual(expected);
});

test.each([
  ['in_review', ['review', 'logs']],
  ['rejected', ['see', 'logs']],
  ['returned', ['see', 'logs']],
  ['approved', ['feedback', 'rate', 'see', 'logs']],
] as const)('an authority with a project that is %s', (filing, expected) => {
  expect(keys(filing, ['cme_authority'])).toEqual(expected);
});

test('what is over is no longer changed, and who neither files nor judges only looks', () => {
  expect(keys('approved', ['cme_institution'], '2026-11-23')).not.toContain('change');
  expect(keys('approved', ['unit_admin'])).toEqual(['feedback', 'results']);
});

test('nobody is offered the same page twice', () => {
  for (const filing of ['not_filed', 'in_review', 'approved', 'rejected', 'returned'] as const) {
    const both = keys(filing, ['cme_institution', 'cme_authority']);
    expect(new Set(both).size).toBe(both.length);
  }
});
