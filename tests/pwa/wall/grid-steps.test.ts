import { describe, expect, test } from 'vitest';
import { directionOf, stepFrom, type Direction, type KeyGrid } from '@/features/wall/grid-steps';

const grid: KeyGrid = [
  ['a1', 'a2', 'a3', 'a4', 'a5'],
  ['b1', 'b2', null, null, null],
  [],
  ['d1', null, 'd3', 'd4', null],
];

describe('arrows on the wall', () => {
  test.each<[string, Direction, string]>([
    ['a1', 'right', 'a2'],
    ['a5', 'right', 'a5'],
    ['a1', 'left', 'a1'],
    ['d1', 'right', 'd3'],
    ['d3', 'left', 'd1'],
    ['a2', 'down', 'b2'],
    ['a5', 'down', 'b2'],
    ['b1', 'down', 'd1'],
    ['b2', 'down', 'd1'],
    ['d4', 'down', 'd4'],
    ['d3', 'up', 'b2'],
    ['a3', 'up', 'a3'],
    ['d3', 'first', 'd1'],
    ['d1', 'last', 'd4'],
    ['gone', 'right', 'gone'],
  ])('%s %s → %s', (from, direction, to) => {
    expect(stepFrom(grid, from, direction)).toBe(to);
  });

  test('wherever one is, one arrives at a place that exists', () => {
    const keys = grid.flat().filter((key): key is string => key !== null);
    const directions = ['left', 'right', 'up', 'down', 'first', 'last'] as const;
    for (const key of keys) for (const direction of directions) expect(keys).toContain(stepFrom(grid, key, direction));
  });

  test('other keys are nobody’s business', () => {
    expect(directionOf('ArrowLeft')).toBe('left');
    expect(directionOf('Tab')).toBeNull();
  });
});
