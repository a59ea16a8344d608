import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer, Failure } from '@/api/answer';
import { sendSheet, type SheetResult, type SheetRow } from '@/api/sheets';
import { codeOf } from '@/locales/problem-words';

export type SheetFile = { name: string; bytes: ArrayBuffer };
export type SheetUse = {
  file: ShallowRef<SheetFile | null>;
  /** Of the last check, or of the import. */
  result: ShallowRef<SheetResult | null>;
  job: Ref<'checking' | 'importing' | null>;
  /** How long the job has taken, in seconds. */
  elapsed: Ref<number>;
  failure: ShallowRef<string | null>;
  choose: (file: File) => Promise<void>;
  check: () => Promise<void>;
  store: () => Promise<void>;
  clear: () => void;
};

/** A workbook on its way: chosen, checked without storing anything, then imported whole. */
export function useSheet(importUrl: () => string): SheetUse {
  const file = shallowRef<SheetFile | null>(null);
  const result = shallowRef<SheetResult | null>(null);
  const job = ref<'checking' | 'importing' | null>(null);
  const elapsed = ref(0);
  const failure = shallowRef<string | null>(null);
  let timer: ReturnType<typeof setInterval> | undefined;

  async function choose(chosen: File): Promise<void> {
    clear();
    try {
      // Read at once: what was checked is what is imported, whatever becomes of the file meanwhile.
      file.value = { name: chosen.name, bytes: await chosen.arrayBuffer() };
    } catch {
      failure.value = 'workbook_unreadable';
      return;
    }
    await check();
  }

  const check = (): Promise<void> => run('checking');
  const store = (): Promise<void> => run('importing');

  async function run(what: 'checking' | 'importing'): Promise<void> {
    const sent = file.value;
    if (sent === null || job.value !== null) return;
    begin(what);
    const answer = await sendSheet(importUrl(), sent.bytes, what === 'checking');
    end();
    if (file.value === sent) take(answer);
  }

  function begin(what: 'checking' | 'importing'): void {
    job.value = what;
    failure.value = null;
    elapsed.value = 0;
    const from = Date.now();
    timer = setInterval(() => {
      elapsed.value = Math.floor((Date.now() - from) / 1000);
    }, 1000);
  }

  function end(): void {
    clearInterval(timer);
    job.value = null;
  }

  function take(answer: Answer<SheetResult>): void {
    if (answer.kind === 'ok') result.value = answer.value;
    else failure.value = failureOf(answer);
    if (answer.kind === 'problem' && answer.problem.code === 'import_refused') result.value = refusedResult(answer.problem.data);
  }

  function clear(): void {
    file.value = null;
    result.value = null;
    failure.value = null;
  }

  onBeforeUnmount(end);
  return { file, result, job, elapsed, failure, choose, check, store, clear };
}

/** Words of its own: elsewhere these are about a photo. */
const own: Readonly<Record<string, string>> = { too_large: 'workbook_too_large', busy: 'workbook_busy' };

/** Pure. What is wrong with the workbook as a whole rather than that something is. */
export function failureOf(failure: Failure): string {
  const [wrong] = failure.kind === 'problem' ? (failure.problem.errors.file ?? []) : [];
  const code = wrong ?? codeOf(failure);
  return own[code] ?? code;
}

/** Pure. Rows that were taken between the check and the import are told with the refusal. */
export function refusedResult(data: Readonly<Record<string, unknown>>): SheetResult {
  const rows = (Array.isArray(data.rows) ? data.rows : []) as readonly Pick<SheetRow, 'row' | 'problems'>[];
  const total = typeof data.total === 'number' ? data.total : rows.length;
  const bad = typeof data.bad === 'number' ? data.bad : rows.length;
  return { allowed: false, total, bad, imported: 0, rows: rows.map((row) => ({ ...row, allowed: false })) };
}
