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
  expect(projectTarget({ id: 'p1', filing }, reviews)).toEqual({ name, params: { project: 'p1' } });
});
