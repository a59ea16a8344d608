import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holds, isFilled } from '@/forms/conditions';
import type { Asking, Condition, Values } from '@/forms/definition';
import { asked } from '@/forms/visibility';

type Cases = {
  conditions: readonly { name: string; condition: Condition; values: Values; holds: boolean }[];
  visibility: readonly {
    name: string;
    fields: readonly Asking[];
    values: Values;
    outer?: Values;
    visible: readonly string[];
    required: readonly string[];
  }[];
};

/** The file that pytest runs too: both sides must mean the same. */
const cases = JSON.parse(readFileSync(join(process.cwd(), 'tests/cases/conditions.json'), 'utf8')) as Cases;

describe('conditions', () => {
  test.each(cases.conditions)('$name', ({ condition, values, holds: expected }) => {
    expect(holds(condition, values)).toBe(expected);
  });

  test('what Python calls blank is blank here too, and nothing else', () => {
    expect(isFilled('\u001c\u0085\u2003')).toBe(false);
    expect(isFilled('\ufeff')).toBe(true);
  });
});

describe('what is asked', () => {
  test.each(cases.visibility)('$name', ({ fields, values, outer, visible, required }) => {
    const found = asked(fields, values, outer);
    expect([...found.visible].sort()).toEqual([...visible].sort());
    expect([...found.required].sort()).toEqual([...required].sort());
  });
});
