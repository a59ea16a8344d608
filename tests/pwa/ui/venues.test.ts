import { beforeAll, expect, test } from 'vitest';
import { useWords } from '@/locales';
import { sinceWords, venuesAt } from '@/ui/map/venues';

beforeAll(() => useWords(['common']));

const always = { name: '一号酒店', fromDay: '', fromHalf: '' } as const;
const later = { name: '二号酒店', fromDay: '2026-11-22', fromHalf: 'pm' } as const;
const old: { name: string; fromDay?: string } = { name: '旧记录' };

test('a point counts from its half-day on, not before', () => {
  const names = (date: string, half: 'am' | 'pm'): string[] => venuesAt<{ name: string; fromDay?: string; fromHalf?: 'am' | 'pm' | '' }>([always, later, old], { date, half }).map(({ name }) => name);
  expect(names('2026-11-21', 'pm')).toEqual(['一号酒店', '旧记录']);
  expect(names('2026-11-22', 'am')).toEqual(['一号酒店', '旧记录']);
  expect(names('2026-11-22', 'pm')).toEqual(['一号酒店', '二号酒店', '旧记录']);
  expect(names('2026-11-23', 'am')).toEqual(['一号酒店', '二号酒店', '旧记录']);
});

test('a point says from when it counts, unless it always did', () => {
  expect([always, later, old].map(sinceWords)).toEqual(['', '11-22 下午起', '']);
});
