import { beforeAll, expect, test } from 'vitest';
import { useWords } from '@/locales';
import { placeWords } from '@/features/wall/place-words';
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
