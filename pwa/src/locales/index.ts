import { shallowReactive, shallowRef } from 'vue';
import { fillIn, isFilledBy, type Params } from './fill-in';
import type { Area, Key } from './words';

export type Locale = 'zh' | 'en';
type Dictionary = Readonly<Record<string, string>>;

const storageKey = 'halfday.locale';
const files = import.meta.glob<{ default: Dictionary }>('./{zh,en}/*.ts');
const loaded = shallowReactive(new Map<string, Dictionary>());
const wanted = new Set<Area>();

/** The language in force. Reading it, or calling `t`, in a template follows a switch at run time. */
export const locale = shallowRef<Locale>(firstLocale());

function firstLocale(): Locale {
  const stored = localStorage.getItem(storageKey);
  return stored === 'en' || stored === 'zh' ? stored : 'zh';
}

/** Loads the words of these areas, now and for every later language. Awaited before an area's screen is shown. */
export async function useWords(areas: readonly Area[]): Promise<void> {
  areas.forEach((area) => wanted.add(area));
  await load(locale.value);
}

async function load(language: Locale): Promise<void> {
  const missing = [...wanted].filter((area) => !loaded.has(`${language}/${area}`));
  await Promise.all(
    missing.map(async (area) => {
      const dictionary = await files[`./${language}/${area}.ts`]?.();
      if (dictionary !== undefined) loaded.set(`${language}/${area}`, dictionary.default);
    }),
  );
}

/** Switches the language once its words are here, so that no raw key is ever shown. */
export async function switchLocale(language: Locale): Promise<void> {
  await load(language);
  localStorage.setItem(storageKey, language);
  locale.value = language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** The words for a key in the language in force. */
export function t(key: Key, params: Params = {}): string {
  return words(key, params) ?? '';
}

/** As `t`, for a key built from data (the code of a refusal, of a finding); null when nothing is written for it. */
export function words(key: string, params: Params = {}): string | null {
  const text = lookUp(key);
  return text === undefined ? null : fillIn(text, params);
}

/** As `words`, but null also when the text asks for something that is not given. */
export function wordsIfFilled(key: string, params: Params): string | null {
  const text = lookUp(key);
  return text === undefined || !isFilledBy(text, params) ? null : fillIn(text, params);
}

function lookUp(key: string): string | undefined {
  const dot = key.indexOf('.');
  return loaded.get(`${locale.value}/${key.slice(0, dot)}`)?.[key.slice(dot + 1)];
}
