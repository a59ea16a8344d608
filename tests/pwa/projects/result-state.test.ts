import { describe, expect, test } from 'vitest';
import type { Results } from '@/api/types';
import { groupsOfFour } from '@/features/projects/groups';
import { noteNeeded, standingOf, wrongPlace } from '@/features/projects/result-state';

const rated = (at: number): Results['ratings'] => [{ version: 1, rating: 'qualified', note: '', by: '周敏', at, early: false }];
const published = (at: number, state: Results['publications'][number]['state'] = 'standing'): Results['publications'] => [
  { version: 1, state, rating: 'qualified', note: '', at, withdrawnAt: state === 'withdrawn' ? at + 10 : null, withdrawnReason: null },
];

describe('what the organiser is shown', () => {
  test.each([
    ['unrated', [], []],
    ['unpublished', rated(10), []],
    ['unpublished', rated(10), published(20, 'withdrawn')],
    ['unpublished', rated(10), [...published(30, 'withdrawn'), ...published(20, 'superseded')]],
    ['published', rated(10), [...published(30), ...published(20, 'superseded')]],
    ['published', rated(10), published(20)],
    ['published', rated(20), published(20)],
    ['behind', rated(30), published(20)],
    ['published', [], published(20)],
  ] as const)('%s', (kind, ratings, publications) => {
    expect(standingOf({ stale: false, ratings, publications }).kind).toBe(kind);
  });
});

test('only a plain pass needs no explanation', () => {
  expect((['qualified', 'basically_qualified', 'unqualified'] as const).map(noteNeeded)).toEqual([false, true, true]);
});

test('the focus goes to the missing explanation, not back to a rating that was chosen', () => {
  expect([wrongPlace(null), wrongPlace('unqualified')]).toEqual(['input[type="radio"]', '[aria-invalid]']);
});

test('a login code is shown in groups, however the server parts it', () => {
  expect([groupsOfFour('7K3D9QXM'), groupsOfFour('7K3D-9QXM'), groupsOfFour('7K3D 9QXM')]).toEqual(Array(3).fill(['7K3D', '9QXM']));
});
