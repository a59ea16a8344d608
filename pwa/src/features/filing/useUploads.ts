import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
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
 * exists wait until its first draft is saved.
 */
export function useUploads(projectId: Ref<string | null>): FileDesk {
  const jobs = shallowRef<readonly FileJob[]>([]);
  const works = new Map<string, Work>();

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
    const again = failure.kind === 'offline' || failure.problem.status >= 500 || worthAgain.has(failure.problem.code);
    amend(id, { state: 'failed', code: errors[0] ?? codeOf(failure), again });
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
    work.done(named);
  }

  function take(field: FilesField, file: File, done: Work['done']): void {
    const job: FileJob = {
      id: newId(), field: field.key, name: file.name, size: file.size, state: 'waiting', percent: 0, code: null, again: true,
    };
    works.set(job.id, { file, done, abort: new AbortController() });
    jobs.value = [...jobs.value, job];
    void run(job);
  }

  watch(projectId, (id) => {
    if (id !== null) for (const job of jobs.value.filter((one) => one.state === 'waiting')) void run(job);
  });
  onBeforeUnmount(() => works.forEach((work) => work.abort.abort()));

  return { jobs, waiting: () => t('filing.file.waiting'), take, retry: (job) => void run(job), forget };
}

/** Null where the file can't be read any more: moved, changed, or on a stick that was pulled out. */
async function readBytes(file: File): Promise<ArrayBuffer | null> {
  try {
    return await file.arrayBuffer();
  } catch {
    return null;
  }
}
