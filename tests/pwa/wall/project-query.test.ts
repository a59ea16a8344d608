import { expect, test } from 'vitest';
import { chosenBehind, directionOf, everything, isNarrowed, pressed, sorts } from '@/features/wall/project-query';

test('a heading pressed three times comes back to where it was after one', () => {
  for (const sort of sorts) {
    const once = pressed(sort, '-start' === `-${sort}` ? 'look' : '-start');
    expect(directionOf(sort, once)).not.toBe('none');
    expect(pressed(sort, once)).not.toBe(once);
    expect(pressed(sort, pressed(sort, once))).toBe(once);
  }
});

test('only the heading in force has a direction', () => {
  expect(sorts.filter((sort) => directionOf(sort, '-latest') !== 'none')).toEqual(['latest']);
});

test('sorting narrows nothing, each filter does', () => {
  expect(isNarrowed({ ...everything, sort: 'look', q: '  ' })).toBe(false);
  expect(isNarrowed({ ...everything, published: 'false' })).toBe(true);
  expect(chosenBehind({ ...everything, from: '2026-05-01', to: '2026-05-31', rating: 'unrated' })).toBe(2);
});
