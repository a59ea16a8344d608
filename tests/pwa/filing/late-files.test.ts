import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, nextTick, ref, type EffectScope } from 'vue';
import type { DocumentRow, FilingShown } from '@/api/filing-types';
import { useFiling } from '@/features/filing/useFiling';
import { useUploads } from '@/features/filing/useUploads';
import type { FilesField, NamedFile, Values } from '@/forms/definition';
import { fakeFetch, json, problem } from '../api/fake-fetch';

const field: FilesField = {
  kind: 'files', key: 'notice_file', label: { zh: '通知', en: 'Notice' }, extensions: ['pdf'], maxMb: 10, minFiles: 0, maxFiles: 3,
};
const [notice, schedule] = ['notice', 'schedule'].map((text) => new File([text], `${text}.pdf`)) as [File, File];
let scope: EffectScope;

function inScope<T>(make: () => T): T {
  const made = scope.run(make);
  if (made === undefined) throw new Error('no scope');
  return made;
}

beforeEach(() => {
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => undefined);
  scope = effectScope();
});
afterEach(() => scope.stop());

/** Files are chosen, as far as a form is told. */
function uploads(projectId: string | null, known: readonly DocumentRow[] = []) {
  const project = ref(projectId);
  const late = vi.fn();
  const stored: NamedFile[] = [];
  const desk = inScope(() => useUploads(project, () => known, late));
  const take = (file: File): void => desk.take(field, file, (named) => stored.push(named));
  return { project, late, stored, desk, take };
}

test('files that waited for the project are told of once, when the last of them has arrived', async () => {
  fakeFetch(json({ state: 'stored' }), json({ state: 'stored' }));
  const { project, late, stored, desk, take } = uploads(null);
  take(notice);
  take(schedule);
  expect(desk.jobs.value.map((job) => job.state)).toEqual(['waiting', 'waiting']);
  project.value = 'p-1';
  await vi.waitFor(() => expect(late).toHaveBeenCalled());
  expect([late.mock.calls.length, stored.length, desk.jobs.value.length]).toEqual([1, 2, 0]);
});

test('one that fails holds the others back no longer than it tries, and counts when it arrives after all', async () => {
  fakeFetch(json({ state: 'stored' }), problem(503, 'too_busy'));
  const { project, late, desk, take } = uploads(null);
  take(notice);
  take(schedule);
  project.value = 'p-1';
  await vi.waitFor(() => expect(late).toHaveBeenCalledTimes(1));
  const [failed] = desk.jobs.value;
  expect(failed).toMatchObject({ state: 'failed', again: true });
  fakeFetch(json({ state: 'stored' }));
  if (failed !== undefined) desk.retry(failed);
  await vi.waitFor(() => expect(late).toHaveBeenCalledTimes(2));
});

test('a file that is added to a saved draft is a change like any other', async () => {
  fakeFetch(json({ state: 'stored' }));
  const { late, stored, take } = uploads('p-1');
  take(notice);
  await vi.waitFor(() => expect(stored).toHaveLength(1));
  await nextTick();
  expect(late).not.toHaveBeenCalled();
});

test('what was removed is told until it is sent again', async () => {
  const sha256 = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', await notice.arrayBuffer())), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const { desk, stored, take } = uploads('p-1', [{ sha256, state: 'removed' } as DocumentRow]);
  expect([desk.removed(sha256), desk.removed('0')]).toEqual([true, false]);
  fakeFetch(json({ state: 'stored' }));
  take(notice);
  await vi.waitFor(() => expect(stored).toHaveLength(1));
  expect(desk.removed(sha256)).toBe(false);
});

const file = { sha256: 'a', name: '通知.pdf', size: 6 };

function filing(document: Values, version: number): FilingShown {
  return {
    projectId: 'p-1', no: '1', name: '甲', filing: 'not_filed', filedAt: null, names: {}, documents: [], case: null,
    standing: null, cases: [],
    draft: { version, definition: 'd', document, changed: [], lost: [] },
    may: { edit: true, file: true, delete: true, change: false },
  };
}

test('only the files are saved with what was saved before; what was typed since stays, and is not saved yet', async () => {
  const definition = { form: { key: 'filing', title: field.label, sections: [], fields: [field] }, lists: [] };
  const sent = fakeFetch(
    json({ digest: 'd', definition, schema: {} }),
    json(filing({ project_no: '1' }, 1)),
    json(filing({ project_no: '1', notice_file: [file] }, 2)),
  );
  const use = inScope(() => useFiling(() => 'p-1'));
  await use.load();
  use.document.value = { project_no: '1', notice_file: [{ name: file.name, size: 6, sha256: 'a' }], place: '三层' };
  expect(await use.saveFiles()).toBe(true);
  const body = JSON.parse(sent[2]?.init.body as string) as { version: number; document: Values };
  expect(body).toEqual({ version: 1, document: { project_no: '1', notice_file: [file] } });
  expect(use.document.value).toEqual({ project_no: '1', notice_file: [file], place: '三层' });
  expect([use.dirty.value, use.shown.value?.draft?.version]).toEqual([true, 2]);
  use.document.value = { project_no: '1', notice_file: use.document.value.notice_file };
  expect(use.dirty.value).toBe(false);
});
