import { describe, expect, test } from 'vitest';
import { readLastFour, stepAfter } from '@/features/login/code-step';
import { readOneTimeCode } from '@/ui/one-time-code';

describe('what a refusal asks for next', () => {
  test('one of several people', () => {
    const people = [{ id: 'a', name: '王*' }, { id: 'b', name: '刘颖' }, { id: 7 }, null];
    expect(stepAfter({ code: 'choose_person', data: { people } })).toEqual({ kind: 'choose', people: people.slice(0, 2) });
    expect(stepAfter({ code: 'choose_person', data: {} })).toEqual({ kind: 'choose', people: [] });
  });

  test.each([
    ['confirm_identity', { kind: 'confirm' }],
    ['login_step_expired', { kind: 'phone' }],
    ['login_refused', null],
    ['login_paused', null],
  ])('%s', (code, step) => {
    expect(stepAfter({ code, data: {} })).toEqual(step);
  });
});

test.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['１２３４５６', '123456'],
  ['12345', null],
  ['12345a', null],
])('the one-time code %s', (text, code) => {
  expect(readOneTimeCode(text, 6)).toBe(code);
});

test.each([
  ['123x', '123X'],
  ['１２３Ｘ', '123X'],
  ['12-34', '1234'],
  ['123', null],
  ['12345', null],
])('the last four of an identity number: %s', (text, four) => {
  expect(readLastFour(text)).toBe(four);
});
