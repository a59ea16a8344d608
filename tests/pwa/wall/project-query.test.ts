import { expect, test } from 'vitest';
import { chosenBehind, directionOf, everything, filingChoices, isNarrowed, pressed, sorts, type Order } from '@/features/wall/project-query';
import { columnDirection, columns } from '@/features/wall/table-columns';

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
  expect(chosenBehind({ ...everything, from: '2026-05-01', to: '2026-05-31', rating: 'unrated' }, true)).toBe(2);
});

test('the state of the filing is a filter of its own, counted where it is chosen behind the button', () => {
  const asked = { ...everything, filing: 'in_review' as const };
  expect([chosenBehind(asked, true), chosenBehind(asked, false), isNarrowed(asked)]).toEqual([1, 0, true]);
});

test('only a unit is offered what was never filed', () => {
  const counts = { notFiled: 1, inReview: 2, approved: 9, rejected: 0, returned: 3 };
  expect(filingChoices(counts, true)).toEqual([
    { value: '', count: 15 },
    { value: 'not_filed', count: 1 },
    { value: 'in_review', count: 2 },
    { value: 'approved', count: 9 },
    { value: 'rejected', count: 0 },
    { value: 'returned', count: 3 },
  ]);
  expect(filingChoices(null, false).map(({ value, count }) => [value, count])).toEqual(
    ['', 'in_review', 'approved', 'rejected', 'returned'].map((value) => [value, null]),
  );
});

test('a column with two things in it says which of them the list is sorted by', () => {
  const directions = (order: Order): readonly string[] => columns.map((parts) => columnDirection(parts, order));
  expect(directions('latest').filter((direction) => direction !== 'none')).toEqual(['ascending']);
  expect(directions('-first').indexOf('descending')).toBe(directions('latest').indexOf('ascending'));
});
