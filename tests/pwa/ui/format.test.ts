import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { useWords } from '@/locales';
import { clockTime, closingTime, countdown, datesWords, dayAndTime, dayOf, lateHours, durationWords, exactTime, lengthWords, recently, useZone } from '@/ui/format';

const at = (day: number, hour: number, minute = 0, second = 0): number => Date.UTC(2026, 10, day, hour - 8, minute, second);

beforeAll(() => useWords(['common']));

test('the hours photos may arrive late are told by a half-day, whatever the deployment set', () => {
  expect(lateHours([{ closesAt: 0, lateUntil: 48 * 3_600_000 }])).toBe(48);
  expect(lateHours([])).toBeNull();
});

test('the days of a project; one day alone stands once', () => {
  expect(datesWords({ plannedStart: '2026-11-20', plannedEnd: '2026-11-22' })).toBe('11-20 至 11-22');
  expect(datesWords({ plannedStart: '2026-11-20', plannedEnd: '2026-11-20' })).toBe('11-20');
});

describe('times', () => {
  afterEach(() => useZone('Asia/Shanghai'));

  test('are in the zone of the deployment, wherever the device is', () => {
    const noon = at(21, 12);
    expect(new Date(noon).getHours()).not.toBe(12);
    expect([clockTime(noon), dayAndTime(noon)]).toEqual(['12:00', '11-21 12:00']);
    useZone('Asia/Urumqi');
    expect(clockTime(noon)).toBe('10:00');
    expect(dayOf(at(21, 1))).toBe('2026-11-20');
    expect(recently(at(21, 1), at(21, 3))).toBe('昨天 23:00');
  });

  test('a zone that this browser does not know changes nothing', () => {
    useZone('Nowhere/Land');
    expect(clockTime(at(21, 12))).toBe('12:00');
  });

  test('are in the 24-hour clock', () => {
    expect(clockTime(at(21, 0, 5))).toBe('00:05');
    expect(exactTime(at(21, 23, 59, 59))).toBe('23:59:59');
    expect(dayOf(at(21, 0, 0))).toBe('2026-11-21');
  });

  test('a half-day that ends at midnight closes at 24:00, of its own day in the deployment’s zone', () => {
    expect([closingTime(at(22, 0)), closingTime(at(21, 13)), closingTime(at(21, 0, 1))]).toEqual(['24:00', '13:00', '00:01']);
    useZone('Asia/Urumqi');
    expect([closingTime(at(22, 0)), closingTime(at(22, 2))]).toEqual(['22:00', '24:00']);
  });

  test('are as short as they can be', () => {
    const now = at(21, 10, 52);
    expect(recently(at(21, 9, 2), now)).toBe('09:02');
    expect(recently(at(20, 17, 21), now)).toBe('昨天 17:21');
    expect(recently(at(18, 9, 30), now)).toBe('11-18 09:30');
  });

  test('a countdown never passes zero', () => {
    expect(countdown(245_000, 0)).toBe('4:05');
    expect(countdown(1, 0)).toBe('0:01');
    expect(countdown(0, 5_000)).toBe('0:00');
  });
});

test('lengths', () => {
  expect([0, 18.4, 999, 1_000, 12_340].map(lengthWords)).toEqual(['0 m', '18 m', '999 m', '1.0 km', '12 km']);
});

test('durations, whichever their sign', () => {
  expect([45_000, -200_000, 7_500_000].map(durationWords)).toEqual(['45 秒', '3 分 20 秒', '2 小时 5 分']);
});
