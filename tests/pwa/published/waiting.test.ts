import { expect, test } from 'vitest';
import { waitingOf } from '@/features/published/waiting';
import { aProject } from '../wall/builders';

const today = '2026-11-21';

test('what waits for a unit, most pressing first', () => {
  const rows = [
    aProject({ id: 'fine' }),
    aProject({ id: 'draft', filing: 'not_filed', latestAt: null }),
    aProject({ id: 'in review', filing: 'in_review', latestAt: null }),
    aProject({ id: 'silent', latestAt: null }),
    aProject({ id: 'later', latestAt: null, plannedStart: '2026-12-01', plannedEnd: '2026-12-02' }),
    aProject({ id: 'missing', missing: 2 }),
    aProject({ id: 'returned', filing: 'returned', latestAt: null, plannedStart: '2026-12-01', plannedEnd: '2026-12-02' }),
  ];
  expect(waitingOf(rows, today).map(({ kind, row }) => [kind, row.id])).toEqual([
    ['returned', 'returned'],
    ['missing', 'missing'],
    ['silent', 'silent'],
    ['draft', 'draft'],
  ]);
});
