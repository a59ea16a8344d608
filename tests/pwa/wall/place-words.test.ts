import { beforeAll, describe, expect, test } from 'vitest';
import { useWords } from '@/locales';
import { placeWords, sparedByDatum } from '@/features/wall/place-words';
import { aCapture } from './builders';

beforeAll(() => useWords(['common', 'wall']));

const project = { place: '市会议中心三层' };

test('a photo stands beside the filed place and the nearest venue', () => {
  expect(placeWords(aCapture(), project).map(({ text }) => text)).toEqual([
    '市会议中心三层',
    '报告厅，距 18 m',
    '39.98112°, 116.35537° ± 12 m',
  ]);
});

test('what is not known is left out', () => {
  expect(placeWords(aCapture({ position: null, distanceM: null, venue: null }), project)).toHaveLength(1);
  expect(placeWords(aCapture({ distanceM: null, venue: null }), { place: '' })).toHaveLength(1);
});

describe('a position far off that no finding names', () => {
  const halfDay = { date: '2026-11-21', half: 'am' } as const;
  const hall = { name: '报告厅', latE7: 399_811_200, lonE7: 1_163_553_700, radiusM: 200 };
  const far = { code: 'far', level: 'look', data: {}, other: null } as const;

  test('is spared, for it lies within under the other coordinate system', () => {
    expect(sparedByDatum(aCapture({ distanceM: 560 }), [hall], halfDay)).toBe(true);
  });

  test('is none within radius and inaccuracy, nor where a finding names it', () => {
    expect(sparedByDatum(aCapture({ distanceM: 212 }), [hall], halfDay)).toBe(false);
    expect(sparedByDatum(aCapture({ distanceM: 560, findings: [far] }), [hall], halfDay)).toBe(false);
    expect(sparedByDatum(aCapture({ position: null, distanceM: null, venue: null }), [hall], halfDay)).toBe(false);
  });

  test('is not claimed where the answer leaves open which point was measured to', () => {
    expect(sparedByDatum(aCapture({ distanceM: 560, venue: null }), [hall], halfDay)).toBe(false);
    expect(sparedByDatum(aCapture({ distanceM: 560, venue: '分会场' }), [hall], halfDay)).toBe(false);
    expect(sparedByDatum(aCapture({ distanceM: 560 }), [hall, { ...hall, radiusM: 800 }], halfDay)).toBe(false);
    expect(sparedByDatum(aCapture({ distanceM: 560 }), [{ ...hall, fromDay: '2026-11-22' }], halfDay)).toBe(false);
  });
});
