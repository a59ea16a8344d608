import { beforeAll, describe, expect, test } from 'vitest';
import type { Failure } from '@/api/answer';
import { changedPaths, changeLines, formerValues } from '@/features/cases/change-lines';
import { draftOf, dropDraft, mayPoint, needsReason, typedWords } from '@/features/cases/decision-draft';
import { refusalOf } from '@/features/cases/happened';
import { pointGroups } from '@/features/cases/points';
import { nextAfter, urgencyOf } from '@/features/cases/task-order';
import { useWords } from '@/locales';
import { aTask, day, definition, noon } from './builders';

beforeAll(() => useWords(['common', 'cases', 'refusals', 'errors']));

const telling = { lists: [], names: {}, language: 'zh' } as const;

function problem(code: string, status: number, data: Record<string, unknown> = {}): Failure {
  return { kind: 'problem', problem: { code, status, data, errors: {}, retryAfterMs: null } };
}

describe('what is said and not yet sent', () => {
  test('is kept by case and by act until it is sent', () => {
    draftOf('c1').reasons.return = '请补充';
    expect(draftOf('c1').reasons).toEqual({ return: '请补充' });
    expect(draftOf('c2').reasons).toEqual({});
    expect(typedWords(draftOf('c1'))).toBe('请补充');
    dropDraft('c1');
    expect(typedWords(draftOf('c1'))).toBe('');
  });

  test('only an approval may be silent, and only what goes back points at fields', () => {
    expect((['approve', 'return', 'reject', 'hold', 'recall', 'reopen'] as const).filter((act) => !needsReason(act))).toEqual(['approve']);
    expect((['approve', 'return', 'reject', 'hold', 'recall', 'reopen'] as const).filter(mayPoint)).toEqual(['return', 'reject', 'recall']);
  });
});

describe('coming too late', () => {
  test('tells who did what, and when', () => {
    const data = { what: 'decided', verdict: 'return', name: '吴迪', role: 'cme_authority', at: noon };
    expect(refusalOf(problem('round_closed', 409, data))).toMatchObject({ stale: true, happened: '吴迪（主管部门）已于 11-21 12:00 办理：退回修改。' });
  });

  test('tells of a newer version', () => {
    expect(refusalOf(problem('document_changed', 409, { documentVersion: 3 })).happened).toBe('现在是第 3 版。');
  });

  test('explains a recall that evidence stands against; there is nothing to load again', () => {
    const refusal = refusalOf(problem('recall_refused', 409, { guard: 'filing_has_evidence' }));
    expect(refusal).toMatchObject({ stale: false, happened: '这个项目已经收到督查信息。' });
  });

  test('without a network nothing is claimed', () => {
    expect(refusalOf({ kind: 'offline', reason: 'timeout' })).toEqual({ code: 'timeout', happened: null, stale: false, errors: {} });
  });
});

describe('the order of tasks', () => {
  test('late, soon, or neither', () => {
    expect(urgencyOf(aTask({ dueAt: noon - 1 }), noon)).toBe('late');
    expect(urgencyOf(aTask({ dueAt: noon + day }), noon)).toBe('soon');
    expect(urgencyOf(aTask({ dueAt: noon + 3 * day }), noon)).toBeNull();
    expect(urgencyOf(aTask({ dueAt: null }), noon)).toBeNull();
  });

  test('goes on with what stood below, else from the top', () => {
    const before = ['a', 'b', 'c'].map((caseId) => aTask({ caseId }));
    const after = before.filter((task) => task.caseId !== 'b');
    expect(nextAfter(after, before, 'b')?.caseId).toBe('c');
    expect(nextAfter(after, before, 'c')?.caseId).toBe('a');
    expect(nextAfter([], before, 'a')).toBeNull();
  });
});

describe('what changed since the last review', () => {
  const changes = [
    { path: 'place', what: 'changed', before: '急诊楼', after: '急诊楼二层', row: null },
    { path: 'indoor', what: 'added', before: null, after: true, row: null },
    { path: 'speakers.1', what: 'added', before: null, after: { id: 'r2', name: '丁晓', topic: '可视喉镜' }, row: 'r2' },
    { path: 'speakers.2', what: 'removed', before: { id: 'r3', name: '王芳', topic: '插管' }, after: null, row: 'r3' },
    { path: 'gone', what: 'removed', before: 'x', after: null, row: null },
  ] as const;

  test('is told field by field, with what was there before', () => {
    expect(changeLines(definition, changes, telling).map(({ label, before, after }) => [label, before, after])).toEqual([
      ['举办地点', '急诊楼', '急诊楼二层'],
      ['室内', '', '是'],
      ['主讲人 2', '', '丁晓 · 可视喉镜'],
      ['主讲人 3', '王芳 · 插管', ''],
    ]);
  });

  test('is marked in the document where it still stands', () => {
    expect(changedPaths(changes)).toEqual(['place', 'indoor', 'speakers.1', 'gone']);
    expect(formerValues(changes)).toEqual({ place: '急诊楼' });
  });
});

test('a reason may point at every field and at each row by what it holds', () => {
  const document = { speakers: [{ id: 'r1', name: '丁晓', topic: '可视喉镜' }] };
  const groups = pointGroups(definition, document, telling);
  expect(groups.map((group) => group.label)).toEqual(['举办信息', '']);
  expect(groups[1]?.options).toEqual([
    { path: 'speakers', label: '主讲人', inner: false },
    { path: 'speakers.0', label: '主讲人 1：丁晓 可视喉镜', inner: true },
  ]);
});
