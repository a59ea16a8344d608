import { beforeAll, describe, expect, test, vi } from 'vitest';
import { fillIn, isFilledBy } from '@/locales/fill-in';
import { locale, switchLocale, t, useWords, words, wordsIfFilled } from '@/locales';
import { describeCode, describeFailure } from '@/locales/problem-words';

beforeAll(() => useWords(['common', 'errors', 'wall']));

describe('filling in', () => {
  test('values take their places', () => {
    expect(fillIn('{a} 至 {b}', { a: 1, b: '二' })).toBe('1 至 二');
  });

  test('the number chooses the form', () => {
    expect(fillIn('{n} {n|photo|photos}', { n: 1 })).toBe('1 photo');
    expect(fillIn('{n} {n|photo|photos}', { n: 0 })).toBe('0 photos');
  });

  test('a missing value is noticed', () => {
    expect(isFilledBy('{a} {b}', { a: 1 })).toBe(false);
    expect(isFilledBy('{a} {a}', { a: 1 })).toBe(true);
  });
});

describe('words', () => {
  test('Chinese comes first', () => {
    expect(locale.value).toBe('zh');
    expect(t('common.am')).toBe('上午');
  });

  test('a key made from data may be unknown', () => {
    expect(words('errors.no_such_code')).toBeNull();
    expect(wordsIfFilled('wall.finding.far.text', { distanceM: '3 m' })).toBeNull();
  });

  test('a refusal says what happened and what to do', () => {
    expect(describeCode('login_refused').what).toBe('手机号与登录码不相符。');
    expect(describeCode('login_refused').todo).toContain('8 位登录码');
  });

  test('an unknown code is still told, with the code', () => {
    expect(describeCode('brand_new').what).toBe('操作没有完成（brand_new）。');
  });

  test('a lost line has words', () => {
    expect(describeFailure({ kind: 'offline', reason: 'unreachable' }).what).toBe('没有连上服务器。');
    expect(describeFailure({ kind: 'offline', reason: 'timeout' }).code).toBe('timeout');
  });

  test('the language is switched at run time, with all areas in use', async () => {
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    await switchLocale('en');
    expect(t('common.am')).toBe('a.m.');
    expect(t('wall.accept')).toBe('Accept');
    expect(document.documentElement.lang).toBe('en');
    expect(localStorage.getItem('halfday.locale')).toBe('en');
    await switchLocale('zh');
  });
});
