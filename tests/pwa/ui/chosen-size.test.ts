import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createRenderer, createSSRApp, h, nextTick, type Component } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Hold } from '@/api/keeping';
import type { PublishedRow } from '@/api/types';
import HoldRow from '@/features/admin/keeping/HoldRow.vue';
import { useTasks, type TasksUse } from '@/features/cases/useTasks';
import { useInbox, type InboxUse } from '@/features/inbox/useInbox';
import ResultRow from '@/features/published/ResultRow.vue';
import { useWords } from '@/locales';
import { choosePageSize } from '@/ui/desk/page-size';

const asked: URLSearchParams[] = [];
const waiting = 120;

beforeAll(() => useWords(['common', 'admin', 'published']));
beforeEach(() => {
  asked.length = 0;
  choosePageSize(50);
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: vi.fn(), removeEventListener: vi.fn() });
  vi.stubGlobal('fetch', (where: string) => Promise.resolve(Response.json(answer(new URL(where, 'http://here.test')))));
});

/** As the server pages: the cursor is how many were shown. */
function answer({ searchParams }: URL): unknown {
  asked.push(searchParams);
  const from = Number(searchParams.get('cursor') ?? 0);
  const until = Math.min(waiting, from + Number(searchParams.get('limit')));
  return {
    items: Array.from({ length: until - from }, (_, place) => ({ id: String(from + place), caseId: String(from + place) })),
    next: until < waiting ? String(until) : null,
    total: from === 0 ? { n: waiting, more: false } : null,
    unread: 3,
    counts: { all: waiting, overdue: 0, mend: 0, flows: [] },
  };
}

/** Mounts a screen without one: what it sets up runs, and nothing is drawn. Answers the way to take it down. */
function mounted(setup: () => void): () => void {
  const node = (): object => ({});
  const none = (): null => null;
  const { createApp } = createRenderer<object, object>({
    createElement: node,
    createText: node,
    createComment: node,
    insert: none,
    remove: none,
    patchProp: none,
    setText: none,
    setElementText: none,
    parentNode: none,
    nextSibling: none,
  });
  const app = createApp({
    setup() {
      setup();
      return () => null;
    },
  } as Component);
  app.mount({});
  return () => app.unmount();
}

async function settled(times: number): Promise<void> {
  await nextTick();
  await vi.waitFor(() => expect(asked).toHaveLength(times));
  await new Promise((resolve) => setTimeout(resolve));
}

const limits = (): readonly (string | null)[] => asked.map((one) => one.get('limit'));

test('messages come in the size that is chosen, from the beginning once another is', async () => {
  let use: InboxUse | undefined;
  const leave = mounted(() => {
    use = useInbox();
  });
  await settled(1);
  await use?.pages.more();
  choosePageSize(20);
  await settled(3);
  expect(limits()).toEqual(['50', '50', '20']);
  expect([use?.pages.items.value.length, use?.pages.total.value]).toEqual([20, { n: waiting, more: false }]);
  leave();
});

test('tasks come in the size that is chosen; looked at again, as many as are shown', async () => {
  let use: TasksUse | undefined;
  const leave = mounted(() => {
    use = useTasks();
  });
  await settled(1);
  choosePageSize(20);
  await settled(2);
  await use?.pages.more();
  await use?.refresh();
  expect(limits()).toEqual(['50', '20', '20', '40']);
  expect([use?.pages.items.value.length, use?.pages.total.value]).toEqual([40, { n: waiting, more: false }]);
  leave();
});

test('rows of a list bear their number, and none where they stand alone', async () => {
  const link = (app: ReturnType<typeof createSSRApp>) => app.component('RouterLink', (_: unknown, { slots }) => h('a', slots.default?.()));
  const row = { projectId: 's1', no: 'P-1', name: '学习班', organiser: '医院', plannedStart: '2026-11-20', plannedEnd: '2026-11-21', rating: 'qualified', note: '', version: 1, at: 0 } as PublishedRow;
  const hold = { id: 'h1', held: 'project', subject: { id: 's1', no: 'P-1', name: '学习班' }, reason: '调查中', placedBy: '罗成', placedAt: 0, releaseReason: '', releasedBy: '', releasedAt: null } as Hold;
  const shown = (numbered: object) => Promise.all([
    renderToString(link(createSSRApp(ResultRow, { row, now: 0, ...numbered }))),
    renderToString(link(createSSRApp(HoldRow, { hold, ...numbered }))),
  ]);
  for (const html of await shown({ number: 12 })) expect(html).toContain('list-number">12<');
  for (const html of await shown({})) expect(html).not.toContain('list-number');
});
