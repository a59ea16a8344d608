import { beforeAll, describe, expect, test } from 'vitest';
import { daysOn, startOfDay } from '@/features/logs/days';
import { asked, carriedTo, filterOf, nothing, queryOf } from '@/features/logs/log-filter';
import { daysOf, periodOf } from '@/features/logs/periods';
import { logsFor } from '@/access';
import { useZone } from '@/ui/format';

const id = '0199f6a0-0000-7000-8000-00000000000c';
const noon = Date.UTC(2026, 10, 21, 4);

beforeAll(() => useZone('Asia/Shanghai'));

describe('days', () => {
  test('begin in the zone of the deployment', () => {
    expect(startOfDay('2026-11-21')).toBe(Date.UTC(2026, 10, 20, 16));
  });

  test('begin where the clocks say, also when they are changed', () => {
    useZone('Europe/Berlin');
    expect(startOfDay('2026-03-29')).toBe(Date.UTC(2026, 2, 28, 23));
    expect(startOfDay('2026-03-30')).toBe(Date.UTC(2026, 2, 29, 22));
    expect(startOfDay('2026-10-26')).toBe(Date.UTC(2026, 9, 25, 23));
    useZone('Asia/Shanghai');
  });

  test('are counted over the ends of months', () => {
    expect([daysOn('2026-11-30', 1), daysOn('2026-03-01', -1), daysOn('2026-11-21', 0)]).toEqual(['2026-12-01', '2026-02-28', '2026-11-21']);
  });

  test('a period is known again, days chosen one by one are none', () => {
    expect(daysOf('week', noon)).toEqual({ from: '2026-11-15', to: '' });
    for (const period of ['all', 'today', 'week', 'month'] as const) expect(periodOf(daysOf(period, noon), noon)).toBe(period);
    expect(periodOf({ from: '2026-11-21', to: '2026-11-21' }, noon)).toBeNull();
  });
});

describe('what a log is narrowed to', () => {
  test('stands in the address and comes back from it', () => {
    const filter = { ...nothing, from: '2026-11-01', kind: 'project.added', project: id, record: id };
    expect(filterOf('operation', queryOf(filter))).toEqual(filter);
  });

  test('what is malformed or means nothing for the log is left out', () => {
    expect(filterOf('login-code', { from: '1.11.', person: id, project: 'x', kind: ['a'] })).toEqual(nothing);
    expect(filterOf('login', { kind: "'; drop" })).toEqual(nothing);
  });

  test('goes along to another log, but not its kinds', () => {
    const filter = { ...nothing, from: '2026-11-01', kind: 'refused', person: id, project: id };
    expect(carriedTo('file', filter)).toEqual({ ...filter, kind: '' });
    expect(carriedTo('login', filter)).toEqual({ ...nothing, from: '2026-11-01', person: id });
  });

  test('the last day is asked for whole, and a module as a module', () => {
    const wanted = asked({ ...nothing, from: '2026-11-21', to: '2026-11-21', kind: 'supervision.' }, null, 50);
    expect(wanted).toMatchObject({ from: Date.UTC(2026, 10, 20, 16), until: Date.UTC(2026, 10, 21, 16), module: 'supervision', kind: null });
    expect(asked({ ...nothing, kind: 'project.added' }, 'c', 50)).toMatchObject({ module: null, kind: 'project.added', cursor: 'c', person: null });
  });
});

test('who reads which log', () => {
  expect(logsFor(new Set(['auditor']))).toHaveLength(6);
  expect(logsFor(new Set(['platform_admin', 'cme_authority']))).toHaveLength(6);
  expect(logsFor(new Set(['cme_authority']))).toEqual(['capture']);
  expect(logsFor(new Set(['cme_institution', 'onsite_lead']))).toEqual([]);
});
