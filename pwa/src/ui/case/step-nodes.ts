import type { CaseEntry, CaseShown, CaseStep } from '@/api/case-types';
import { t } from '@/locales';
import { dayAndTime } from '@/ui/format';
import type { Tone } from '@/ui/desk/tone';
import { byWords, holderWords, inLocale, spanWords } from './case-lines';

/** How a node is drawn: a sign as well as a colour. */
export type NodeMark = 'done' | 'now' | 'later' | 'skipped' | 'back' | 'refused';

/** A node of the picture of steps. `facts`: one short line each; `late`: how long its time is over, empty if it is not. */
export type StepNode = { key: string; label: string; mark: NodeMark; state: string; facts: readonly string[]; late: string };

export const markTone: Readonly<Record<NodeMark, Tone>> = {
  done: 'done',
  now: 'active',
  later: 'idle',
  skipped: 'skip',
  back: 'look',
  refused: 'active',
};

/** From the submission to the end, with who holds what since when and what comes next. `now` in milliseconds UTC. */
export function stepNodes(shown: CaseShown, now: number): StepNode[] {
  return [submission(shown, now), ...shown.steps.map((step) => stepNode(step, now)), theEnd(shown)];
}

/** One sentence on who moves now: for whoever only wants to know that. */
export function turnWords(shown: CaseShown, now: number): string {
  if (shown.turn === 'applicant') {
    return t(shown.state === 'draft' || shown.state === 'rejected' ? `cases.turn.${shown.state}` : 'cases.turn.applicant');
  }
  if (shown.turn === 'nobody') return t('cases.turn.nobody', { state: inLocale(shown.stateLabel), time: dayAndTime(shown.changedAt) });
  const open = shown.steps.filter((step) => step.holder !== null && (step.state === 'open' || step.state === 'held'));
  return open
    .map((step) => t('cases.turn.reviewers', {
      who: step.holder === null ? '' : holderWords(step.holder),
      step: inLocale(step.label),
      since: dayAndTime(step.since ?? now),
      span: spanWords(now - (step.since ?? now)),
    }))
    .join('\n');
}

function submission(shown: CaseShown, now: number): StepNode {
  const sent = last(shown.timeline, (entry) => entry.what === 'submitted');
  const label = t('cases.step.submission');
  if (shown.turn !== 'applicant') return { key: '', label, mark: 'done', state: t('cases.step.sent'), facts: sentFacts(sent), late: '' };
  const back = last(shown.timeline, (entry) => entry.what === 'recalled' || (entry.what === 'decided' && entry.verdict !== 'approve'));
  return {
    key: '',
    label,
    mark: 'now',
    state: t(shown.state === 'draft' ? 'cases.step.draft' : 'cases.step.mend'),
    facts: [shown.organisation?.name ?? '', ...(back === undefined ? [] : [sinceWords(back.at, now)])].filter((text) => text !== ''),
    late: '',
  };
}

function sentFacts(sent: CaseEntry | undefined): string[] {
  if (sent === undefined) return [];
  return [sent.by.person?.name ?? t('cases.system'), dayAndTime(sent.at)];
}

function stepNode(step: CaseStep, now: number): StepNode {
  const marks: Readonly<Record<CaseStep['state'], NodeMark>> = {
    waiting: 'later', open: 'now', held: 'now', approved: 'done', skipped: 'skipped', returned: 'back', rejected: 'refused',
  };
  return {
    key: step.key,
    label: inLocale(step.label),
    mark: marks[step.state],
    state: t(step.state === 'waiting' && step.next ? 'cases.step.next' : `cases.step.${step.state}`),
    facts: stepFacts(step, now),
    late: step.dueAt !== null && step.dueAt < now ? dueWords(step.dueAt, now) : '',
  };
}

function stepFacts(step: CaseStep, now: number): string[] {
  const over = step.state !== 'open' && step.state !== 'held';
  if (step.decided !== null && over) return [byWords({ ...step.decided.by, organisation: null }), dayAndTime(step.decided.at)];
  const usual = step.usualMs === null ? [] : [t('cases.usual', { span: spanWords(step.usualMs) })];
  if (step.state === 'waiting' || step.holder === null) return step.state === 'skipped' ? [] : usual;
  const due = step.dueAt === null || step.dueAt < now ? [] : [dueWords(step.dueAt, now)];
  return [holderWords(step.holder), sinceWords(step.since ?? now, now), ...due, ...usual];
}

/** `11-18 09:30 起，已 3 天` */
export function sinceWords(since: number, now: number): string {
  return t('cases.since', { time: dayAndTime(since), span: spanWords(now - since) });
}

/** `11-30 09:30 前` before, how long it is over after. */
export function dueWords(dueAt: number, now: number): string {
  return dueAt < now ? t('cases.overdue', { span: spanWords(now - dueAt) }) : t('cases.due', { time: dayAndTime(dueAt) });
}

function theEnd(shown: CaseShown): StepNode {
  const over = shown.turn === 'nobody';
  return {
    key: '.',
    label: over ? inLocale(shown.stateLabel) : t('cases.step.end'),
    mark: !over ? 'later' : shown.state === 'approved' ? 'done' : 'refused',
    state: t(over ? 'cases.step.over' : 'cases.step.waiting'),
    facts: over ? [dayAndTime(shown.changedAt)] : [],
    late: '',
  };
}

function last(timeline: readonly CaseEntry[], is: (entry: CaseEntry) => boolean): CaseEntry | undefined {
  return [...timeline].reverse().find(is);
}
