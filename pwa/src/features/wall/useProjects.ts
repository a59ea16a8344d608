import { onBeforeUnmount, reactive, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { listProjects } from '@/api/projects';
import type { ProjectPage, ProjectRow } from '@/api/types';
import { codeOf } from '@/locales/problem-words';
import { pageSize } from '@/ui/desk/page-size';
import { everything, type Asked } from './project-query';

export type ProjectsUse = {
  asked: Asked;
  items: ShallowRef<readonly ProjectRow[]>;
  counts: ShallowRef<ProjectPage['counts'] | null>;
  filingCounts: ShallowRef<ProjectPage['filingCounts'] | null>;
  /** How many match, on all pages. */
  total: ShallowRef<number | null>;
  hasMore: Ref<boolean>;
  loading: Ref<boolean>;
  failure: ShallowRef<string | null>;
  refresh: () => Promise<void>;
  more: () => Promise<void>;
  clear: () => void;
};

const typingPauseMs = 300;
const refreshEveryMs = 60_000;

/** The list of projects: searched, filtered, page by page, and looked at again every minute while the page is seen. */
export function useProjects(): ProjectsUse {
  const asked = reactive<Asked>({ ...everything });
  const items = shallowRef<readonly ProjectRow[]>([]);
  const counts = shallowRef<ProjectPage['counts'] | null>(null);
  const filingCounts = shallowRef<ProjectPage['filingCounts'] | null>(null);
  const total = shallowRef<number | null>(null);
  const hasMore = ref(false);
  const loading = ref(false);
  const failure = shallowRef<string | null>(null);
  let next: string | null = null;
  let abort = new AbortController();
  let typing: ReturnType<typeof setTimeout> | undefined;

  async function load(cursor: string | null, limit: number): Promise<void> {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    loading.value = true;
    const answer = await listProjects({ ...asked, q: asked.q.trim(), cursor, limit }, signal);
    if (signal.aborted) return;
    loading.value = false;
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind !== 'ok') return;
    items.value = cursor === null ? answer.value.items : [...items.value, ...answer.value.items];
    counts.value = answer.value.counts;
    filingCounts.value = answer.value.filingCounts;
    total.value = answer.value.total;
    next = answer.value.next;
    hasMore.value = next !== null;
  }

  /** As many as are shown already, so that nothing jumps. */
  const refresh = (): Promise<void> => load(null, Math.min(200, Math.max(pageSize.value, items.value.length)));
  const more = (): Promise<void> => (next === null ? Promise.resolve() : load(next, pageSize.value));

  function clear(): void {
    Object.assign(asked, { ...everything, sort: asked.sort });
  }

  function refreshIfSeen(): void {
    if (document.visibilityState === 'visible' && !loading.value) void refresh();
  }

  const atOnce = () => [asked.state, asked.filing, asked.from, asked.to, asked.rating, asked.published, asked.sort];
  watch([atOnce, pageSize], () => void load(null, pageSize.value), { immediate: true });
  watch(
    () => asked.q,
    () => {
      clearTimeout(typing);
      typing = setTimeout(() => void load(null, pageSize.value), typingPauseMs);
    },
  );
  const timer = setInterval(refreshIfSeen, refreshEveryMs);
  document.addEventListener('visibilitychange', refreshIfSeen);
  onBeforeUnmount(() => {
    clearInterval(timer);
    clearTimeout(typing);
    abort.abort();
    document.removeEventListener('visibilitychange', refreshIfSeen);
  });
  return { asked, items, counts, filingCounts, total, hasMore, loading, failure, refresh, more, clear };
}
