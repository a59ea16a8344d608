import { expect, test } from 'vitest';
import { requestIds } from '@/features/projects/request-id';

test('a retry of the same content keeps its id, anything else gets another', () => {
  const ids = requestIds();
  const first = ids.idFor('王建国');
  expect(ids.idFor('王建国')).toBe(first);
  expect(ids.idFor('刘颖')).not.toBe(first);
});

test('once answered, the same content is a new request', () => {
  const ids = requestIds();
  const first = ids.idFor('regenerate');
  ids.done();
  expect(ids.idFor('regenerate')).not.toBe(first);
});
