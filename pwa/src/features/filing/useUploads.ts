import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { Answer, Failure } from '@/api/answer';
import { sha256Hex } from '@/api/bytes';
import { announceDocument } from '@/api/filing';
import type { DocumentRow } from '@/api/filing-types';
import { newId } from '@/api/ids';
import { uploadBytes } from '@/api/upload';
import type { FilesField, NamedFile } from '@/forms/definition';
import { t } from '@/locales';
import { codeOf } from '@/locales/problem-words';
import type { FileDesk, FileJob } from '@/ui/form/host';

type Work = { file: File; done: (stored: NamedFile) => void; abort: AbortController };

const kinds: Readonly<Record<string, DocumentRow['kind'] | undefined>> = { notice_file: 'notice', schedule_file: 'schedule' };

/** Refusals that may have come of a broken line. */
const worthAgain = new Set(['digest_mismatch', 'size_mismatch', 'not_awaited', 'too_busy']);

/**
 * The way of a project's files: read and hashed here, announced, sent with progress. Files chosen before the project
 * exists wait until its first draft is saved, which lacks them: `late` is told once all that could be sent of them was.
 * `known`: the files the server told of.
 */
export function useUploads(projectId: Ref<string | null>, known: () => readonly DocumentRow[], late: () => void): FileDesk {
  const jobs = shallowRef<readonly FileJob[]>([]);
  const works = new Map<string, Work>();
  const later = useLate(jobs, late);
  const gone = useRemoved(known);

  function amend(id: string, changes: Partial<FileJob>): void {
    jobs.value = jobs.value.map((job) => (job.id === id ? { ...job, ...changes } : job));
  }

  function forget(job: FileJob): void {
    works.get(job.id)?.abort.abort();
    works.delete(job.id);
    jobs.value = jobs.value.filter((one) => one.id !== job.id);
  }

  function fail(id: string, failure: Failure): void {
    const errors = failure.kind === 'problem' ? Object.values(failure.problem.errors).flat() : [];
    amend(id, { state: 'failed', code: errors[0] ?? codeOf(failure), again: isWorthAgain(failure) });
  }

  /** The failure is told; false too where the job was dropped meanwhile. */
  function passed(id: string, answer: Answer<unknown>): boolean {
    if (!works.has(id)) return false;
    if (answer.kind !== 'ok') fail(id, answer);
    return answer.kind === 'ok';
  }

  async function run(job: FileJob): Promise<void> {
    const work = works.get(job.id);
    const project = projectId.value;
    if (work === undefined) return;
    amend(job.id, { state: project === null ? 'waiting' : 'reading', percent: 0, code: null });
    if (project === null) return;
    const bytes = await readBytes(work.file);
    if (bytes === null) {
      amend(job.id, { state: 'failed', code: 'file_unreadable', again: false });
      return;
    }
    const named = { name: job.name, size: bytes.byteLength, sha256: await sha256Hex(bytes) };
    const announced = await announceDocument(project, { kind: kinds[job.field] ?? 'notice', ...named });
    if (!passed(job.id, announced)) return;
    if (announced.kind === 'ok' && announced.value.state !== 'stored') {
      amend(job.id, { state: 'sending' });
      const progress = (share: number): void => amend(job.id, { percent: Math.floor(share * 100) });
      if (!passed(job.id, await uploadBytes(named.sha256, bytes, progress, work.abort.signal))) return;
    }
    forget(job);
    gone.sent(named.sha256);
    work.done(named);
    later.stored(job.id);
  }

  function take(field: FilesField, file: File, done: Work['done']): void {
    const job = jobOf(field, file);
    works.set(job.id, { file, done, abort: new AbortController() });
    jobs.value = [...jobs.value, job];
    if (projectId.value === null) later.waits(job.id);
    void run(job);
  }

  watch(projectId, (id) => {
    if (id !== null) for (const job of jobs.value.filter((one) => one.state === 'waiting')) void run(job);
  });
  onScopeDispose(() => works.forEach((work) => work.abort.abort()));

  return { jobs, waiting: () => t('filing.file.waiting'), take, retry: (job) => void run(job), forget, removed: gone.removed };
}

function jobOf(field: FilesField, file: File): FileJob {
  return { id: newId(), field: field.key, name: file.name, size: file.size, state: 'waiting', percent: 0, code: null, again: true };
}

function isWorthAgain(failure: Failure): boolean {
  return failure.kind === 'offline' || failure.problem.status >= 500 || worthAgain.has(failure.problem.code);
}

/** Tells `late` when no file is on its way any more and some that waited for the project have been stored. */
function useLate(jobs: Ref<readonly FileJob[]>, late: () => void): { waits: (id: string) => void; stored: (id: string) => void } {
  const waiting = new Set<string>();
  let isDue = false;
  watch(jobs, (all) => {
    if (!isDue || all.some((job) => job.state !== 'failed')) return;
    isDue = false;
    late();
  });
  return {
    waits: (id) => void waiting.add(id),
    stored: (id) => {
      isDue ||= waiting.delete(id);
    },
  };
}

/** Which files the server no longer has: those it told of, unless they were sent again from this screen. */
function useRemoved(known: () => readonly DocumentRow[]): Pick<FileDesk, 'removed'> & { sent: (sha256: string) => void } {
  const again = shallowRef<ReadonlySet<string>>(new Set());
  return {
    sent: (sha256) => {
      again.value = new Set([...again.value, sha256]);
    },
    removed: (sha256) =>
      !again.value.has(sha256) && known().some((row) => row.sha256 === sha256 && row.state === 'removed'),
  };
}

/** Null where the file can't be read any more: moved, changed, or on a stick that was pulled out. */
async function readBytes(file: File): Promise<ArrayBuffer | null> {
  try {
    return await file.arrayBuffer();
  } catch {
    return null;
  }
}
