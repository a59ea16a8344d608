import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import type { Total } from '@/api/page';
import { codeOf } from '@/locales/problem-words';

/** `total` comes with the first page, of lists that are counted. */
export type Page<T> = { items: readonly T[]; next: string | null; total?: Total | null };

export type PagesUse<T> = {
  items: ShallowRef<readonly T[]>;
  /** How many there are on all pages; null where that is not known. */
  total: ShallowRef<Total | null>;
  hasMore: Ref<boolean>;
  loading: Ref<boolean>;
  /** Code of the last failure; what was loaded before stays. */
  failure: ShallowRef<string | null>;
  /** From the beginning. */
  reload: () => Promise<void>;
  more: () => Promise<void>;
};

/** A list that comes page by page. An answer that was overtaken by another question is dropped. */
export function usePages<T>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<Answer<Page<T>>>,
): PagesUse<T> {
  const items = shallowRef<readonly T[]>([]);
  const total = shallowRef<Total | null>(null);
  const hasMore = ref(false);
  const loading = ref(false);
  const failure = shallowRef<string | null>(null);
  let next: string | null = null;
  let abort = new AbortController();

  async function ask(cursor: string | null): Promise<void> {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    loading.value = true;
    const answer = await load(cursor, signal);
    if (signal.aborted) return;
    loading.value = false;
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind !== 'ok') return;
    items.value = cursor === null ? answer.value.items : [...items.value, ...answer.value.items];
    if (cursor === null) total.value = answer.value.total ?? null;
    next = answer.value.next;
    hasMore.value = next !== null;
  }

  const reload = (): Promise<void> => ask(null);
  const more = (): Promise<void> => ask(next);
  onBeforeUnmount(() => abort.abort());
  return { items, total, hasMore, loading, failure, reload, more };
}
