import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { CaseShown } from '@/api/case-types';
import { fetchDefinition } from '@/api/forms';
import type { Definition } from '@/forms/definition';
import { pathLabel } from '@/forms/paths';
import type { Telling } from '@/forms/show';
import { locale } from '@/locales';
import { codeOf } from '@/locales/problem-words';

export type DefinitionUse = {
  definition: ShallowRef<Definition | null>;
  failure: ShallowRef<string | null>;
  telling: ComputedRef<Telling>;
  labelOf: (path: string) => string | null;
  reload: () => Promise<void>;
};

/** The form under which a case's document was made, and what it calls its fields. */
export function useDefinition(shown: () => CaseShown | null): DefinitionUse {
  const definition = shallowRef<Definition | null>(null);
  const failure = shallowRef<string | null>(null);
  const telling = computed<Telling>(() => ({
    lists: definition.value?.lists ?? [],
    names: shown()?.names ?? {},
    language: locale.value,
  }));

  async function reload(): Promise<void> {
    const digest = shown()?.definition ?? null;
    if (digest === null) {
      definition.value = null;
      return;
    }
    const answer = await fetchDefinition(digest);
    if (shown()?.definition !== digest) return;
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind === 'ok') definition.value = answer.value;
  }

  watch(() => shown()?.definition, () => void reload(), { immediate: true });
  function labelOf(path: string): string | null {
    return definition.value === null ? null : pathLabel(definition.value, path, locale.value);
  }

  return { definition, failure, telling, labelOf, reload };
}
