import { describe, expect, test } from 'vitest';
import { readLoginCode, readTarget, showLoginCode } from '@/features/login/login-input';
import { readPhone } from '@/ui/phone';

describe('mobile numbers', () => {
  test.each([
    ['13800005521', '13800005521'],
    [' 138 0000 5521 ', '13800005521'],
    ['138-0000-5521', '13800005521'],
    ['+86 138 0000 5521', '13800005521'],
    ['008613800005521', '13800005521'],
    ['1380000552', null],
    ['23800005521', null],
    ['138000055211', null],
    ['', null],
  ])('%j', (typed, phone) => {
    expect(readPhone(typed)).toBe(phone);
  });
});

describe('login codes', () => {
  test.each([
    ['K7QM2XPA', 'K7QM2XPA'],
    ['k7qm-2xpa', 'K7QM2XPA'],
    ['k7 qm 2x pa', 'K7QM2XPA'],
    ['ILOilo00', '11011000'],
    ['K7QM2XPU', null],
    ['K7QM2XP', null],
    ['K7QM2XPAA', null],
    ['', null],
  ])('%j', (typed, code) => {
    expect(readLoginCode(typed)).toBe(code);
  });

  test('a whole one is shown in two groups, anything else as typed', () => {
    expect(showLoginCode('k7qm2xpa')).toBe('K7QM 2XPA');
    expect(showLoginCode('k7q')).toBe('k7q');
  });
});

describe('where to go after log-in', () => {
  test.each([
    ['/projects/p1/s1~venue', '/projects/p1/s1~venue'],
    ['/onsite', '/onsite'],
    ['//evil.example', null],
    ['/\\evil.example', null],
    ['https://evil.example', null],
    ['javascript:alert(1)', null],
    ['/login?to=/login', null],
    [undefined, null],
    [['/a', '/b'], null],
  ])('%j', (given, target) => {
    expect(readTarget(given)).toBe(target);
  });
});
