import { shallowRef, watch, type ShallowRef } from 'vue';
import { listDocuments } from '@/api/cases';
import type { DocumentRow } from '@/api/filing-types';
import { codeOf } from '@/locales/problem-words';

export type DocumentsUse = {
  /** Null while they are not known. */
  files: ShallowRef<readonly DocumentRow[] | null>;
  /** Why they are not. */
  failure: ShallowRef<string | null>;
  load: () => Promise<void>;
};

/** The notices and schedules of a project, so that those a document names can be loaded. */
export function useDocuments(project: () => string): DocumentsUse {
  const files = shallowRef<readonly DocumentRow[] | null>(null);
  const failure = shallowRef<string | null>(null);

  async function load(): Promise<void> {
    const asked = project();
    const answer = await listDocuments(asked);
    if (asked !== project()) return;
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind === 'ok') files.value = answer.value.items;
  }

  watch(
    project,
    () => {
      files.value = null;
      failure.value = null;
      void load();
    },
    { immediate: true },
  );
  return { files, failure, load };
}
