import { expect, test } from 'vitest';
import { projectTarget } from '@/features/wall/project-target';

test.each([
  ['approved', true, 'projects'],
  ['approved', false, 'projects'],
  ['in_review', true, 'project-case'],
  ['returned', true, 'project-case'],
  ['not_filed', false, 'project-filing'],
  ['rejected', false, 'project-filing'],
] as const)('a project that is %s', (filing, reviews, name) => {
  expect(projectTarget({ id: 'p1', filing, latestAt: null }, reviews)).toEqual({ name, params: { project: 'p1' } });
});

test('a project that was taken back after photos were on their way leads to them', () => {
  for (const reviews of [true, false]) {
    const target = projectTarget({ id: 'p1', filing: 'returned', latestAt: 1 }, reviews);
    expect(target).toEqual({ name: 'projects', params: { project: 'p1' } });
  }
});
