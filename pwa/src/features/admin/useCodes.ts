import { shallowRef, type ShallowRef } from 'vue';
import { fetchForm } from '@/api/forms';
import type { Definition } from '@/forms/definition';
import { locale } from '@/locales';
import { codeOf } from '@/locales/problem-words';
import { labelOf } from './forms';

export type AdminForm = 'organisation' | 'person';
const forms = { organisation: shallowRef<Definition | null>(null), person: shallowRef<Definition | null>(null) };
const failure = shallowRef<string | null>(null);

export type CodesUse = {
  definition: (form: AdminForm) => Definition | null;
  failure: ShallowRef<string | null>;
  load: () => Promise<void>;
  /** The words of a code; empty until the lists are here. */
  words: (form: AdminForm, list: string, code: string) => string;
};

/** The forms of administration with their code lists, fetched once. */
export function useCodes(): CodesUse {
  async function load(): Promise<void> {
    failure.value = null;
    await Promise.all(
      (['organisation', 'person'] as const).map(async (key) => {
        if (forms[key].value !== null) return;
        const answer = await fetchForm(key);
        if (answer.kind === 'ok') forms[key].value = answer.value.definition;
        else failure.value = codeOf(answer);
      }),
    );
  }

  void load();
  return {
    definition: (form) => forms[form].value,
    failure,
    load,
    words: (form, list, code) => {
      const lists = forms[form].value?.lists;
      return lists === undefined || code === '' ? '' : labelOf(lists, list, code, locale.value);
    },
  };
}
