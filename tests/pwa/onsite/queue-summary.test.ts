import { describe, expect, test } from 'vitest';
import { groupsOf, pendingFacts, refusedFacts, stepOf } from '@/features/onsite/queue-summary';
import type { QueueView } from '@/queue';
import { aCapture, aChange } from './builders';

test('a photo goes three steps', () => {
  expect((['local', 'accepted', 'delivered', 'stored', 'refused', 'conflict'] as const).map(stepOf)).toEqual([
    'here',
    'known',
    'known',
    'there',
    'here',
    'here',
  ]);
});

describe('the list', () => {
  test('puts first what needs the person, then the oldest waiting, then the newest arrived', () => {
    const captures = (['stored', 'local', 'refused', 'accepted', 'stored', 'conflict'] as const).map((state, index) =>
      aCapture({ id: String(index), state }),
    );
    const groups = groupsOf(captures);
    expect(groups.refused.map(({ id }) => id)).toEqual(['2', '5']);
    expect(groups.waiting.map(({ id }) => id)).toEqual(['1', '3']);
    expect(groups.stored.map(({ id }) => id)).toEqual(['4', '0']);
  });

  test('shows facts that were refused beside the photos', () => {
    const view: QueueView = {
      ready: true,
      personId: 'li',
      captures: [],
      commitments: [],
      lecturers: [aChange('add', 'r2', { state: 'refused', code: 'name_missing' }), aChange('remove', 'r1')],
      waiting: 0,
      refused: 0,
      oldestAt: null,
      others: 0,
      sender: { kind: 'idle' },
      trouble: null,
    };
    expect(refusedFacts(view)).toEqual([{ id: 'add-r2', kind: 'add', name: 'r2', code: 'name_missing' }]);
    expect(pendingFacts(view)).toBe(1);
  });
});
