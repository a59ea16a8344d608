import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import type { Failure } from '@/api/answer';
import type { CaseShown, MayDecide } from '@/api/case-types';
import { emptyDraft, keepDraft, mayPoint, needsReason, openPlaces, placeOf, readDraft } from '@/features/cases/decision-draft';
import { refusalOf } from '@/features/cases/happened';
import { nextAfter, urgencyOf } from '@/features/cases/task-order';
import { useDecisionDraft } from '@/features/cases/useDecisionDraft';
import { countUnsentForms, forgetUnsentForms } from '@/forms/unsent';
import { useWords } from '@/locales';
import { changedPaths, changeLines, formerValues } from '@/ui/case/change-lines';
import { toggled } from '@/ui/form/picking';
import { aCase, aTask, day, definition, noon } from './builders';

beforeAll(() => useWords(['common', 'cases', 'refusals', 'errors']));

const telling = { lists: [], names: {}, language: 'zh' } as const;

function problem(code: string, status: number, data: Record<string, unknown> = {}): Failure {
  return { kind: 'problem', problem: { code, status, data, errors: {}, retryAfterMs: null } };
}

describe('what is said and not yet sent', () => {
  beforeEach(() => {
    for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => undefined);
    for (const person of ['anna', 'bert']) forgetUnsentForms(person);
  });

  test('is about a round of a step or, where none is to be decided, a version', () => {
    expect(placeOf(aCase(), aRound(2))).toBe('c1.authority_review.2');
    expect(placeOf(aCase({ documentVersion: 3 }), null)).toBe('c1.v3');
    expect(openPlaces(inRound(2))).toEqual(['c1.v1', 'c1.authority_review.2']);
  });

  test('survives leaving the page, by person, case, step and round', async () => {
    const first = atWork('anna', inRound(1));
    Object.assign(first.use.draft.value, { act: 'return', reasons: { return: '请补充' }, fields: ['place'], form: { indoor: true } });
    await nextTick();
    first.leave();
    const again = atWork('anna', inRound(1)).use;
    expect(again.draft.value).toEqual({ act: 'return', reasons: { return: '请补充' }, fields: ['place'], form: { indoor: true }, step: '' });
    expect(again.restoredAt.value).not.toBeNull();
    for (const other of [atWork('bert', inRound(1)), atWork('anna', inRound(1, 'c2'))]) expect(other.use.draft.value).toEqual(emptyDraft());
  });

  test('is not carried over into another round, and its words are told until they are dropped', () => {
    keepDraft('anna', 'c1.authority_review.1', { ...emptyDraft(), act: 'return', reasons: { return: '请补充' } }, 5);
    const next = atWork('anna', inRound(2)).use;
    expect([next.draft.value.act, next.stranded.value]).toEqual([null, '请补充']);
    next.dropStranded();
    expect([next.stranded.value, countUnsentForms('anna')]).toEqual(['', 0]);
  });

  test('what another round makes of the case does not take what is typed along', async () => {
    const { use, shown } = atWork('anna', inRound(1));
    use.draft.value.reasons.return = '请补充';
    shown.value = inRound(2);
    await nextTick();
    expect(use.draft.value).toEqual(emptyDraft());
    expect(use.stranded.value).toBe('请补充');
  });

  test('is forgotten when it was sent, and when nothing is left of it', () => {
    const { use, leave } = atWork('anna', inRound(1));
    use.draft.value.reasons.return = '请补充';
    use.drop('c1');
    leave();
    expect(countUnsentForms('anna')).toBe(0);
    keepDraft('anna', 'c1.v1', { ...emptyDraft(), fields: ['place'] }, 5);
    keepDraft('anna', 'c1.v1', emptyDraft(), 6);
    expect(readDraft('anna', 'c1.v1')).toBeNull();
  });

  test('goes at log-out like every other form', () => {
    keepDraft('anna', 'c1.v1', { ...emptyDraft(), act: 'recall' }, 5);
    expect(countUnsentForms('anna')).toBe(1);
    forgetUnsentForms('anna');
    expect(readDraft('anna', 'c1.v1')).toBeNull();
  });

  test('only an approval may be silent, and only what goes back points at fields', () => {
    expect((['approve', 'return', 'reject', 'hold', 'recall', 'reopen'] as const).filter((act) => !needsReason(act))).toEqual(['approve']);
    expect((['approve', 'return', 'reject', 'hold', 'recall', 'reopen'] as const).filter(mayPoint)).toEqual(['return', 'reject', 'recall']);
  });
});

function aRound(round: number): MayDecide {
  return { step: 'authority_review', round, documentVersion: 1, verdicts: ['approve', 'return'], returnTo: [], form: null };
}

function inRound(round: number, id = 'c1'): CaseShown {
  return aCase({ id, may: { decide: [aRound(round)], undo: [], reopen: [], recall: [] } });
}

/** Somebody with a case on the screen. */
function atWork(person: string, now: CaseShown) {
  const shown = shallowRef(now);
  const scope = effectScope();
  const place = (): string => placeOf(shown.value, shown.value.may.decide[0] ?? null);
  const use = scope.run(() => useDecisionDraft(() => person, () => shown.value, place));
  if (use === undefined) throw new Error('no scope');
  return { use, shown, leave: () => scope.stop() };
}

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

test('what is picked is picked once, and not when it is tapped again', () => {
  expect(toggled(['place'], 'speakers.0')).toEqual(['place', 'speakers.0']);
  expect(toggled(['place', 'speakers.0'], 'place')).toEqual(['speakers.0']);
});

test('a change that is gone is not to be picked; a cell that was emptied still stands', () => {
  const gone = { path: 'speakers.2', what: 'removed', before: { id: 'r3', name: '王芳' }, after: null, row: 'r3' } as const;
  const emptied = { path: 'speakers.0.topic', what: 'removed', before: '插管', after: null, row: 'r1' } as const;
  expect(changeLines(definition, [gone, emptied], telling).map((line) => line.path)).toEqual([null, 'speakers.0.topic']);
});
