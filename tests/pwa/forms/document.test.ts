import { describe, expect, test } from 'vitest';
import { groupsOf } from '@/forms/definition';
import { codesAt, firstPath, isWrong, ownErrors, strayErrors, withoutAt, withoutBlanks } from '@/forms/errors';
import { dateLimits } from '@/forms/limits';
import { inOrder, pathLabel } from '@/forms/paths';
import { emptyRow, rowsOf, withCopy, withMoved } from '@/forms/rows';
import { showValue } from '@/forms/show';
import { aDefinition, label } from './builders';

const definition = aDefinition();
const telling = { lists: definition.lists, names: { 'o-1': '海淀区第一医院' }, language: 'zh' } as const;

describe('errors by path', () => {
  const errors = { phone: ['bad_phone'], 'speakers.1.name': ['required'], 'speakers.0': ['bad_type'], 'name.0': ['x'] };

  test('the form opens at the first field in reading order', () => {
    expect(firstPath(definition, Object.keys(errors))).toBe('name.0');
    expect(firstPath(definition, ['speakers.1.name', 'phone'])).toBe('phone');
    expect(firstPath(definition, ['gone'])).toBeNull();
    expect(inOrder(definition, ['speakers.10.name', 'speakers.9.date', 'speakers.9.name'])).toEqual(['speakers.9.name', 'speakers.9.date', 'speakers.10.name']);
  });

  test('what is changed is complained of no more', () => {
    expect(withoutAt(errors, 'speakers')).toEqual({ phone: ['bad_phone'], 'name.0': ['x'] });
    expect(isWrong(errors, 'speakers.1')).toBe(true);
    expect(isWrong(errors, 'speaker')).toBe(false);
    expect(codesAt(errors, 'speakers', true)).toEqual(['required', 'bad_type']);
  });

  test('what no field shows is told as a whole', () => {
    expect(strayErrors(definition, { ...errors, '': ['bad_type'] })).toEqual({ '': ['bad_type'] });
  });

  test('single fields speak for themselves, those of rows too', () => {
    const document = { name: '一二三四五六七八九十十一', speakers: [{ id: '1', name: '李明' }, { id: '2', date: '2026-02-30' }] };
    expect(ownErrors(definition, document, { lists: definition.lists, today: '2026-11-21' })).toEqual({
      name: ['too_long'],
      'speakers.1.date': ['bad_date'],
    });
  });
});

describe('rows', () => {
  const rows = rowsOf([{ id: '1', name: '甲' }, { id: '2', name: '乙' }, 'no row']);

  test('a copy is a row of its own', () => {
    const [, copy] = withCopy(rows, 0, { half: 'pm' });
    expect(copy).toMatchObject({ name: '甲', half: 'pm' });
    expect(copy?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(withCopy(rows, 9)).toEqual(rows);
  });

  test('moving keeps the ids, and stops at the ends', () => {
    expect(withMoved(rows, 0, 1).map((row) => row.id)).toEqual(['2', '1']);
    expect(withMoved(rows, 0, -1)).toEqual(rows);
  });

  test('a new row has an id the server takes', () => {
    expect(emptyRow().id).toHaveLength(36);
  });
});

describe('words', () => {
  test.each([
    [definition.form.fields[1], 'a', '选项a'],
    [definition.form.fields[1], 'gone', 'gone'],
    [definition.form.fields[0], undefined, ''],
    [{ key: 'o', label: label('单位'), kind: 'organisation' } as const, 'o-1', '海淀区第一医院'],
    [{ key: 'b', label: label('室内'), kind: 'boolean' } as const, false, '否'],
    [{ key: 'f', label: label('文件'), kind: 'files' } as never, [{ sha256: 'x', name: '通知.pdf', size: 1 }, { sha256: 'y', name: '二.pdf', size: 1 }], '通知.pdf、二.pdf'],
    [{ key: 'g', label: label('未来'), kind: 'galaxy' } as never, { far: 1 }, '{"far":1}'],
  ])('%# a value in words', (field, value, expected) => {
    expect(field === undefined ? null : showValue(field, value, telling)).toBe(expected);
  });

  test('a path has a name', () => {
    expect(pathLabel(definition, 'speakers.2.name', 'zh')).toBe('主讲人 3 · 姓名');
    expect(pathLabel(definition, 'nothing', 'zh')).toBeNull();
  });
});

test('fields stand in the order of their sections', () => {
  expect(groupsOf(definition.form).map((group) => group.fields.map((field) => field.key))).toEqual([
    ['name', 'level', 'phone'],
    ['from', 'until', 'speakers'],
  ]);
});

test('a calendar offers what the checks leave', () => {
  const document = { from: '2026-12-01', until: '2026-12-03' };
  expect(dateLimits(definition, document, 'speakers.0.date')).toEqual({ min: '2026-12-01', max: '2026-12-03' });
  expect(dateLimits(definition, document, 'until')).toEqual({ min: '2026-12-01' });
  expect(dateLimits(definition, document, 'from')).toEqual({});
});

test('blanks are left out, as the server does', () => {
  expect(withoutBlanks({ a: ' ', b: [], c: 0, d: false, e: undefined, f: 'x' })).toEqual({ c: 0, d: false, f: 'x' });
});
