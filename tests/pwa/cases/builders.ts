import type { CaseEntry, CaseShown, CaseStep, Task } from '@/api/case-types';
import type { Definition, Field } from '@/forms/definition';

export const noon = Date.UTC(2026, 10, 21, 4);
export const day = 86_400_000;
const authority = { id: 'o2', name: '海淀区卫生健康委员会' };
const unit = { id: 'o1', name: '海淀区第一医院' };

export function anEntry(change: Partial<CaseEntry> = {}): CaseEntry {
  return {
    place: 0,
    what: 'submitted',
    at: noon - 3 * day,
    by: { person: { id: 'p1', name: '陈立' }, role: 'cme_institution', organisation: unit },
    step: null,
    label: null,
    round: null,
    verdict: null,
    to: null,
    reason: '',
    fields: [],
    documentVersion: null,
    holder: null,
    outcome: null,
    counts: true,
    ...change,
  };
}

export function aWord(verdict: CaseEntry['verdict'], change: Partial<CaseEntry> = {}): CaseEntry {
  return anEntry({
    place: 2,
    what: 'decided',
    at: noon - day,
    by: { person: { id: 'p2', name: '周敏' }, role: 'cme_authority', organisation: authority },
    step: 'authority_review',
    label: { zh: '主管部门审核', en: 'Review by the authority' },
    round: 1,
    verdict,
    documentVersion: 1,
    ...change,
  });
}

export function aStep(change: Partial<CaseStep> = {}): CaseStep {
  return {
    key: 'authority_review',
    label: { zh: '主管部门审核', en: 'Review by the authority' },
    state: 'open',
    round: 1,
    since: noon - 3 * day,
    holder: { role: 'cme_authority', organisation: authority, person: null, standIn: false },
    dueAt: noon + 7 * day,
    decided: null,
    held: null,
    next: false,
    usualMs: 2 * day,
    ...change,
  };
}

export function aCase(change: Partial<CaseShown> = {}): CaseShown {
  return {
    id: 'c1',
    flow: 'filing',
    flowTitle: { zh: '报备审核', en: 'Filing review' },
    subjectId: 's1',
    title: { zh: '2026-03-01-112 超声诊断新进展学习班', en: '2026-03-01-112 Ultrasound' },
    state: 'in_review',
    stateLabel: { zh: '待审核', en: 'Waiting for review' },
    organisation: unit,
    openedAt: noon - 3 * day,
    changedAt: noon - 3 * day,
    turn: 'reviewers',
    steps: [aStep()],
    timeline: [anEntry({ documentVersion: 1 })],
    pointsAt: [],
    documentVersion: 1,
    document: {},
    definition: 'd1',
    names: {},
    changes: [],
    changedSince: null,
    may: { decide: [], undo: [], reopen: [], recall: [] },
    ...change,
  };
}

export function aTask(change: Partial<Task> = {}): Task {
  return {
    caseId: 'c1',
    flow: 'filing',
    flowTitle: { zh: '报备审核', en: 'Filing review' },
    subjectId: 's1',
    title: { zh: '2026-03-01-112 超声诊断新进展学习班', en: '2026-03-01-112 Ultrasound' },
    state: 'in_review',
    organisation: unit,
    step: 'authority_review',
    label: { zh: '主管部门审核', en: 'Review by the authority' },
    round: 1,
    documentVersion: 1,
    since: noon - 3 * day,
    dueAt: noon + 7 * day,
    standIn: false,
    verdicts: ['approve', 'reject', 'return'],
    form: 'filing_review',
    ...change,
  };
}

const name: Field = { kind: 'text', key: 'name', label: { zh: '姓名', en: 'Name' }, minLength: 0, maxLength: 100 };
const topic: Field = { kind: 'text', key: 'topic', label: { zh: '讲课题目', en: 'Topic' }, minLength: 0, maxLength: 300 };

export const definition: Definition = {
  form: {
    key: 'filing',
    title: { zh: '项目报备', en: 'Filing' },
    sections: [{ key: 'event', title: { zh: '举办信息', en: 'Event' } }],
    fields: [
      { kind: 'text', key: 'place', label: { zh: '举办地点', en: 'Place' }, section: 'event', minLength: 0, maxLength: 300 },
      { kind: 'boolean', key: 'indoor', label: { zh: '室内', en: 'Indoors' }, section: 'event' },
      { kind: 'list', key: 'speakers', label: { zh: '主讲人', en: 'Speakers' }, fields: [name, topic], minRows: 0, maxRows: 10 },
    ],
  },
  lists: [],
};
