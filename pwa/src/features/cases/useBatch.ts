import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { BatchRow, BatchSent, Task, Values } from '@/api/case-types';
import { decideCases } from '@/api/cases';
import { codeOf } from '@/locales/problem-words';
import { mayPick } from './batch';

export type BatchVerdict = BatchSent['verdict'];

export type BatchUse = {
  /** Rows are picked instead of opened. */
  picking: Ref<boolean>;
  picked: ShallowRef<readonly Task[]>;
  /** What may be said of those picked. */
  verdicts: ComputedRef<readonly BatchVerdict[]>;
  /** What is about to be said; null while nothing is. */
  asked: Ref<BatchVerdict | null>;
  /** Typed for a return: kept until it was sent. */
  reason: Ref<string>;
  form: ShallowRef<Values>;
  busy: Ref<boolean>;
  failure: ShallowRef<string | null>;
  /** What became of each, once it was sent. */
  rows: ShallowRef<readonly BatchRow[] | null>;
  toggle: (task: Task) => void;
  /** Everything of the list that goes with what is picked. */
  all: (tasks: readonly Task[]) => void;
  clear: () => void;
  stop: () => void;
  send: () => Promise<void>;
  /** Back to the list: what was done is no longer picked. */
  close: () => void;
};

const known: readonly BatchVerdict[] = ['approve', 'return'];

/** Several cases decided with one word: each is answered for itself, and nothing typed is lost before it was sent. */
export function useBatch(): BatchUse {
  const picking = ref(false);
  const picked = shallowRef<readonly Task[]>([]);
  const asked = ref<BatchVerdict | null>(null);
  const reason = ref('');
  const form = shallowRef<Values>({});
  const busy = ref(false);
  const failure = shallowRef<string | null>(null);
  const rows = shallowRef<readonly BatchRow[] | null>(null);
  const verdicts = computed(() => known.filter((verdict) => picked.value[0]?.verdicts.includes(verdict) === true));

  function toggle(task: Task): void {
    const without = picked.value.filter((one) => one.caseId !== task.caseId);
    if (without.length < picked.value.length) picked.value = without;
    else if (mayPick(task, picked.value)) picked.value = [...picked.value, task];
  }

  function all(tasks: readonly Task[]): void {
    for (const task of tasks) if (!picked.value.some((one) => one.caseId === task.caseId)) toggle(task);
  }

  function clear(): void {
    picked.value = [];
  }

  function stop(): void {
    picking.value = false;
    clear();
  }

  async function send(): Promise<void> {
    const sent = asked.value === null ? null : batchOf(picked.value, asked.value, reason.value, form.value);
    if (sent === null || busy.value) return;
    busy.value = true;
    const answer = await decideCases(sent);
    busy.value = false;
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind === 'ok') rows.value = answer.value.items;
  }

  function close(): void {
    const done = (rows.value ?? []).filter((row) => row.outcome === 'done').map((row) => row.caseId);
    picked.value = picked.value.filter((task) => !done.includes(task.caseId));
    if (done.length > 0) {
      reason.value = '';
      form.value = {};
    }
    if (rows.value !== null && picked.value.length === 0) picking.value = false;
    asked.value = null;
    rows.value = failure.value = null;
  }

  return { picking, picked, verdicts, asked, reason, form, busy, failure, rows, toggle, all, clear, stop, send, close };
}

/** Pure. What is sent: each case as it was on the screen. */
function batchOf(picked: readonly Task[], verdict: BatchVerdict, reason: string, form: Values): BatchSent | null {
  const [first] = picked;
  if (first === undefined || first.step === null) return null;
  return {
    flow: first.flow,
    step: first.step,
    verdict,
    items: picked.map(({ caseId, round, documentVersion }) => ({ caseId, round, documentVersion })),
    reason: reason.trim(),
    ...(verdict === 'approve' && first.form !== null ? { form } : {}),
  };
}
