import { describe, expect, test } from 'vitest';
import { daysBetween, freshSpeaker, isWeekend, nextHalf, outsideOf, withHalf } from '@/features/filing/half-days';

const document = { planned_start: '2026-11-30', planned_end: '2026-12-02', days_off: [{ id: '1', date: '2026-12-01', half: 'am' }] };

describe('the half-days of a period', () => {
  test('over the end of a month', () => {
    expect(daysBetween('2026-11-30', '2026-12-02')).toEqual(['2026-11-30', '2026-12-01', '2026-12-02']);
  });

  test('none while a date is missing, or the wrong way round', () => {
    expect(daysBetween(undefined, '2026-12-02')).toEqual([]);
    expect(daysBetween('2026-12-03', '2026-12-02')).toEqual([]);
    expect(daysBetween('2026-01-01', '2199-12-31')).toHaveLength(120);
  });

  test('weekends', () => {
    expect(['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'].map(isWeekend)).toEqual([false, true, true, false]);
  });

  test('switching one off and on again', () => {
    const off = withHalf([], { date: '2026-12-01', half: 'pm' }, true);
    expect(off).toMatchObject([{ date: '2026-12-01', half: 'pm' }]);
    expect(withHalf(off, { date: '2026-12-01', half: 'pm' }, true)).toEqual(off);
    expect(withHalf(off, { date: '2026-12-01', half: 'pm' }, false)).toEqual([]);
    expect(outsideOf(off, ['2026-12-02'])).toEqual(off);
  });
});

describe('the next half-day', () => {
  test('skips those without teaching', () => {
    expect(nextHalf(document, '2026-11-30', 'pm')).toEqual({ date: '2026-12-01', half: 'pm' });
  });

  test('there is none after the last', () => {
    expect(nextHalf(document, '2026-12-02', 'pm')).toBeNull();
  });

  test('a new speaker begins where the last one speaks, or at the beginning', () => {
    expect(freshSpeaker(document, [{ id: '1', date: '2026-12-02', half: 'am' }])).toEqual({ date: '2026-12-02', half: 'am' });
    expect(freshSpeaker(document, [])).toEqual({ date: '2026-11-30', half: 'am' });
    expect(freshSpeaker({}, [])).toEqual({});
  });
});
