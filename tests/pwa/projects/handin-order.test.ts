import { expect, test } from 'vitest';
import type { HandedInPhoto, HandedInState } from '@/api/hand-in';
import { countThere, inOrder } from '@/features/projects/handin-order';

function photo(id: string, state: HandedInState, takenAt: number | null): HandedInPhoto {
  return { id, state, code: null, project: null, date: null, half: null, item: null, name: null, takenAt };
}

test('what needs somebody comes first, the rest in the order of taking', () => {
  const items = [
    photo('already', 'already', 1),
    photo('second', 'stored', 5),
    photo('first', 'stored', 2),
    photo('bytes', 'awaiting_bytes', 9),
    photo('unread', 'refused', null),
    photo('waiting', 'waiting', 3),
  ];
  expect(inOrder(items).map(({ id }) => id)).toEqual(['unread', 'bytes', 'waiting', 'first', 'second', 'already']);
  expect(countThere(items)).toBe(4);
  expect(items[0]?.id).toBe('already');
});
