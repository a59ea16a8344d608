import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Task, TaskCounts } from '@/api/case-types';
import { listTasks } from '@/api/tasks';
import { taskCount } from '@/tasks';
import { pageSize } from '@/ui/desk/page-size';
import { usePages, type PagesUse } from '@/ui/desk/usePages';

export type TasksUse = {
  pages: PagesUse<Task>;
  counts: ShallowRef<TaskCounts | null>;
  /** Only this flow; all where it is null. */
  flow: Ref<string | null>;
  /** What is sought in numbers and names of projects. */
  q: Ref<string>;
  /** As much as is shown already, from the beginning. */
  refresh: () => Promise<void>;
};

const mostAtOnce = 200;
const refreshEveryMs = 60_000;

/** What waits for the person who is logged in, longest first; looked at again every minute while the page is seen. */
export function useTasks(): TasksUse {
  const flow = ref<string | null>(null);
  const q = ref('');
  const counts = shallowRef<TaskCounts | null>(null);
  let limit: number = pageSize.value;
  const pages = usePages<Task>(async (cursor, signal) => {
    const query = { flow: flow.value, q: q.value.trim(), cursor, limit: cursor === null ? limit : pageSize.value };
    const answer = await listTasks(query, signal);
    if (answer.kind === 'ok') {
      counts.value = answer.value.counts;
      taskCount.value = answer.value.counts.all;
    }
    return answer;
  });

  function refresh(): Promise<void> {
    limit = Math.min(mostAtOnce, Math.max(pageSize.value, pages.items.value.length));
    return pages.reload();
  }

  function refreshIfSeen(): void {
    if (document.visibilityState === 'visible' && !pages.loading.value) void refresh();
  }

  watch([flow, q, pageSize], () => {
    limit = pageSize.value;
    void pages.reload();
  });
  const timer = setInterval(refreshIfSeen, refreshEveryMs);
  onMounted(() => {
    void refresh();
    document.addEventListener('visibilitychange', refreshIfSeen);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', refreshIfSeen);
  });
  return { pages, counts, flow, q, refresh };
}
