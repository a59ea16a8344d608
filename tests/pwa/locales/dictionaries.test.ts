import { describe, expect, test } from 'vitest';

type Dictionary = Readonly<Record<string, string>>;

const files = import.meta.glob<Dictionary>('../../../pwa/src/locales/{zh,en}/*.ts', { eager: true, import: 'default' });
const named = (language: string): Map<string, Dictionary> =>
  new Map(
    Object.entries(files)
      .filter(([path]) => path.includes(`/${language}/`))
      .map(([path, dictionary]) => [path.replace(/.*\//, ''), dictionary]),
  );
const zh = named('zh');
const en = named('en');
const places = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ''))].sort();

/** A count may be needed in English alone, for the plural; a day of the month alone is clear in Chinese only. */
const mayDiffer = (key: string, name: string): boolean => name === 'n' || (key === 'day.short' && name === 'month');

test('both languages have the same areas', () => {
  expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
  expect(zh.size).toBeGreaterThanOrEqual(5);
});

describe.each([...zh.keys()])('%s', (area) => {
  const chinese = zh.get(area) ?? {};
  const english = en.get(area) ?? {};

  test('has the same keys in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  });

  test('says something under every key', () => {
    for (const dictionary of [chinese, english]) {
      for (const [key, text] of Object.entries(dictionary)) expect(text.trim(), key).not.toBe('');
    }
  });

  test('asks for the same values in both languages', () => {
    for (const [key, text] of Object.entries(chinese)) {
      const other = places(english[key] ?? '');
      expect(other.filter((name) => !mayDiffer(key, name)), key).toEqual(places(text).filter((name) => !mayDiffer(key, name)));
    }
  });

  test('has no Chinese in the English words', () => {
    for (const [key, text] of Object.entries(english)) {
      if (key !== 'language.zh') expect(text, key).not.toMatch(/[\u4e00-\u9fff，。：；「」]/);
    }
  });
});
