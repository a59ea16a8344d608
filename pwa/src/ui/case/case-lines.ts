import type { CaseEntry, CaseHolder, CaseBy, CaseState, Label } from '@/api/case-types';
import { locale, t, words } from '@/locales';
import type { Tone } from '@/ui/desk/tone';

/** A line of the timeline as it is shown: an act, and the end of the case if that act brought it. */
export type CaseLine = { entry: CaseEntry; outcome: CaseEntry['outcome'] };

/** Pure. Newest first, with the end of the case told in the line of the act that brought it. */
export function linesOf(timeline: readonly CaseEntry[]): CaseLine[] {
  const lines: CaseLine[] = [];
  for (const entry of timeline) {
    const last = lines[lines.length - 1];
    if (entry.what === 'concluded' && last !== undefined) lines[lines.length - 1] = { ...last, outcome: entry.outcome };
    else lines.push({ entry, outcome: entry.outcome });
  }
  return lines.reverse();
}

export const toneOfState: Readonly<Record<CaseState, Tone>> = {
  draft: 'idle', in_review: 'active', returned: 'look', rejected: 'active', approved: 'done',
};

/** What a colour may say of a line; grey for what counts no more. */
export function toneOfEntry(entry: CaseEntry): Tone {
  if (!entry.counts) return 'idle';
  if (entry.what === 'decided') return entry.verdict === 'approve' ? 'done' : entry.verdict === 'hold' ? 'look' : 'active';
  if (entry.what === 'recalled') return 'active';
  return entry.what === 'skipped' ? 'skip' : 'idle';
}

/** `退回修改`, `再次提交（第 2 版）`. */
export function entryWords(entry: CaseEntry): string {
  if (entry.what === 'decided') {
    const back = entry.verdict === 'return' && entry.to !== null;
    return t(back ? 'cases.did.return.step' : `cases.did.${entry.verdict ?? 'approve'}`);
  }
  if (entry.what !== 'submitted') return t(`cases.did.${entry.what}`);
  const version = entry.documentVersion ?? 1;
  return version > 1 ? t('cases.did.submitted.again', { n: version }) : t('cases.did.submitted');
}

/** `周敏 · 主管部门 · 海淀区卫生健康委员会`; the server itself where no person did it. */
export function byWords(by: CaseBy): string {
  if (by.person === null) return t('cases.system');
  return [by.person.name, roleWords(by.role), by.organisation?.name ?? ''].filter((text) => text !== '').join(' · ');
}

/** Whom something waits for: the office rather than the role where both are known. */
export function holderWords(holder: CaseHolder): string {
  const who = [holder.organisation?.name ?? '', holder.person?.name ?? ''].filter((text) => text !== '').join(' · ');
  const name = who === '' ? roleWords(holder.role) : who;
  return holder.standIn ? t('cases.stand_in', { who: name }) : name;
}

/** What a role is called; empty for one this version knows no word for. */
export function roleWords(role: string): string {
  return words(`cases.role.${role}`) ?? '';
}

/** A definition's own words in the language in force. */
export function inLocale(label: Label): string {
  return label[locale.value];
}

const period = /(\d{4}-\d\d-\d\d) (?:至|to) (\d{4}-\d\d-\d\d)/g;

/** Pure. `2026-12-01 至 2026-12-01` is said as the one day it is. */
export function withoutOneDayPeriods(title: string): string {
  return title.replace(period, (whole, from: string, to: string) => (from === to ? from : whole));
}

/** `3 天`, `5 小时`, `20 分钟`: as people speak of waiting. */
export function spanWords(ms: number): string {
  const minutes = Math.max(1, Math.floor(Math.abs(ms) / 60_000));
  if (minutes < 60) return t('cases.ago.minutes', { n: minutes });
  if (minutes < 24 * 60) return t('cases.ago.hours', { n: Math.floor(minutes / 60) });
  return t('cases.ago.days', { n: Math.floor(minutes / (24 * 60)) });
}
