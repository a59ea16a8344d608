import { describe, expect, test } from 'vitest';
import { pointsOf, readPair } from '@/features/filing/coordinates';

describe('a pair written in one go', () => {
  test.each([
    ['39.9811, 116.3553', '39.9811', '116.3553'],
    ['39.9811，116.3553', '39.9811', '116.3553'],
    ['116.3553,39.9811', '39.9811', '116.3553'],
    ['80.1 43.2', '43.2', '80.1'],
    ['北纬 39.980 东经 116.350', '39.98', '116.35'],
    ['-33.86, 151.21', '-33.86', '151.21'],
  ])('%s', (text, lat, lon) => {
    expect(readPair(text)).toEqual({ lat, lon });
  });

  test.each(['39.9811', '', '39.98 116.35 50', '91, 181', '三层'])('%s is none', (text) => {
    expect(readPair(text)).toBeNull();
  });
});

test('points are drawn once both coordinates are numbers', () => {
  const rows = [
    { name: '报告厅', datum: 'gcj02', lat: '39.9811311', lon: '116.3553822', radius_m: 150, from_date: '2026-11-22' },
    { name: '未填', datum: 'wgs84', lat: '39.98' },
    { datum: 'wgs84', lat: '39.98', lon: '116.35' },
  ];
  expect(pointsOf(rows, 200)).toEqual([
    { latE7: 399811311, lonE7: 1163553822, radiusM: 150, name: '报告厅', datum: 'gcj02', fromDay: '2026-11-22', fromHalf: 'am' },
    { latE7: 399800000, lonE7: 1163500000, radiusM: 200, name: '', datum: 'wgs84', fromDay: '', fromHalf: '' },
  ]);
});
