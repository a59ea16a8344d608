import { describe, expect, test } from 'vitest';
import { canonicalDecimal, compareDecimals } from '@/forms/decimals';
import type { Field, FilesField } from '@/forms/definition';
import { faultsOf, fileFault } from '@/forms/faults';
import { anEntry, label } from './builders';

const checking = { lists: [], today: '2026-11-21' };
const common = { key: 'a', label: label('甲') };

function codes(field: Field, value: unknown): string[] {
  return faultsOf(field, value, checking).map(({ inside, code }) => (inside === '' ? code : `${inside}:${code}`));
}

describe('what a field can say of its own value', () => {
  test.each<[string, Field, unknown, string[]]>([
    ['nothing of what is empty', { ...common, kind: 'text', minLength: 2, maxLength: 3 }, '  ', []],
    ['an ideograph is one character', { ...common, kind: 'text', minLength: 0, maxLength: 2 }, '𠮷野', []],
    ['too long', { ...common, kind: 'text', minLength: 0, maxLength: 2 }, '三个字', ['too_long']],
    ['a line break in one line', { ...common, kind: 'text', minLength: 0, maxLength: 9 }, 'a\nb', ['bad_characters']],
    ['line breaks where lines are', { ...common, kind: 'long_text', minLength: 0, maxLength: 9 }, 'a\r\nb', []],
    ['marks that turn the direction', { ...common, kind: 'long_text', minLength: 0, maxLength: 9 }, 'a\u202eb', ['bad_characters']],
    ['a mobile', { ...common, kind: 'phone', mobile: true }, '+86 138 0000-0000', []],
    ['a landline where a mobile is asked', { ...common, kind: 'phone', mobile: true }, '010-62751234', ['not_mobile']],
    ['no phone', { ...common, kind: 'phone', mobile: false }, '12', ['bad_phone']],
    ['an address', { ...common, kind: 'email' }, 'a@b.cn', []],
    ['no address', { ...common, kind: 'email' }, 'a@b', ['bad_email']],
    ['a whole number', { ...common, kind: 'integer', minimum: 20, maximum: 50 }, 19, ['too_small']],
    ['a number still being typed', { ...common, kind: 'integer', minimum: 0, maximum: 50 }, '1x', ['bad_number']],
    ['too many places', { ...common, kind: 'decimal', scale: 1, minimum: '0', maximum: '9' }, '1.25', ['too_many_decimals']],
    ['needless zeros are none', { ...common, kind: 'decimal', scale: 1, minimum: '0', maximum: '9' }, '01.50', []],
    ['beyond a limit', { ...common, kind: 'decimal', scale: 7, minimum: '-90', maximum: '90' }, '-90.0000001', ['too_small']],
    ['no number', { ...common, kind: 'decimal', scale: 7, minimum: '-90', maximum: '90' }, '39,98', ['bad_number']],
    ['a day that is none', { ...common, kind: 'date', past: false }, '2026-02-30', ['bad_date']],
    ['a slip of the hand', { ...common, kind: 'date', past: false }, '0204-01-01', ['bad_date']],
    ['after today', { ...common, kind: 'date', past: true }, '2026-11-22', ['in_future']],
    ['this month', { ...common, kind: 'month', past: true }, '2026-11', []],
    ['no month', { ...common, kind: 'month', past: false }, '2026-13', ['bad_month']],
    ['an unknown code', { ...common, kind: 'choice', codeList: null, choices: [anEntry('x')] }, 'y', ['unknown_choice']],
    ['a code no longer offered', { ...common, kind: 'choice', codeList: null, choices: [anEntry('x', { validTo: '2026-11-20' })] }, 'x', ['retired_choice']],
    ['several codes', { ...common, kind: 'multi_choice', codeList: null, choices: [anEntry('x')], minChoices: 0, maxChoices: 1 }, ['x', 'y'],
      ['1:unknown_choice', 'too_many_choices']],
    ['too many rows', { ...common, kind: 'list', fields: [], minRows: 0, maxRows: 1 }, [{ id: '1' }, { id: '2' }], ['too_many_rows']],
    ['a kind of a newer server', { ...common, kind: 'galaxy' } as unknown as Field, 'far', []],
  ])('%s', (_name, field, value, expected) => {
    expect(codes(field, value)).toEqual(expected);
  });
});

describe('files', () => {
  const field: FilesField = { ...common, kind: 'files', extensions: ['pdf', 'png'], maxMb: 1, minFiles: 0, maxFiles: 2 };

  test.each([
    ['通知.PDF', 10, null],
    ['通知.exe', 10, 'file_kind'],
    ['通知.pdf', 0, 'file_empty'],
    ['通知.pdf', 1_000_001, 'file_too_large'],
    ['a/b.pdf', 10, 'bad_file_name'],
  ])('%s of %d bytes', (name, size, expected) => {
    expect(fileFault(field, name, size)).toBe(expected);
  });
});

describe('decimals', () => {
  test.each([['+01.50', '1.5'], ['-0.0', '0'], ['12', '12'], ['1,5', '1,5'], [' 7 ', '7']])('%s is written %s', (typed, kept) => {
    expect(canonicalDecimal(typed)).toBe(kept);
  });

  test('are compared without floats', () => {
    expect(compareDecimals('0.30000000000000001', '0.3')).toBe(1);
    expect(compareDecimals('-1', '-0.5')).toBe(-1);
    expect(compareDecimals('10', '10')).toBe(0);
  });
});
