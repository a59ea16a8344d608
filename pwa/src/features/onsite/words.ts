import { locale, t, words } from '@/locales';
import { describeCode, type ProblemWords } from '@/locales/problem-words';
import type { Assignment, Slot } from '@/api/onsite-types';
import type { Position } from '@/api/types';
import { clockTime, dayOf, dayWords, lengthWords } from '@/ui/format';
import type { Tone } from '@/ui/desk/tone';
import { needsRetake, type Item, type ItemState } from './checklist';
import { degrees, type Nearest } from './place';
import { timeLeft } from './time-left';

/** `主讲人 · 王建国` */
export function itemName(item: Pick<Item, 'kind' | 'lecturer'>): string {
  if (item.lecturer === null) return t(`common.item.${item.kind}`);
  return t('onsite.item.lecturer', { name: item.lecturer.name });
}

/** `今天 上午`, `11 月 20 日 下午` */
export function slotName(slot: Slot, now: number): string {
  return `${slot.date === dayOf(now) ? t('common.today') : dayWords(slot.date)} ${t(`common.${slot.half}`)}`;
}

/** `还剩 1 小时 12 分`, `还剩 9 分 05 秒`, `还剩 25 秒`; empty when there is none. */
export function leftWords(until: number, now: number, kind: 'left' | 'starts'): string {
  const left = timeLeft(until, now);
  switch (left.grain) {
    case 'days':
      return t(`onsite.${kind}.days`, left);
    case 'hours':
      return t(`onsite.${kind}.hours`, left);
    case 'minutes':
      return t(`onsite.${kind}.minutes`, left);
    case 'seconds':
      if (left.minutes === 0) return t(`onsite.${kind}.last`, { seconds: left.seconds });
      return t(`onsite.${kind}.seconds`, { minutes: left.minutes, seconds: String(left.seconds).padStart(2, '0') });
    case 'none':
      return '';
  }
}

/** A clock time, with its day where that is not today. */
export function whenWords(at: number, now: number): string {
  return dayOf(at) === dayOf(now) ? clockTime(at) : `${dayWords(dayOf(at))} ${clockTime(at)}`;
}

/** A number stays on one line with what belongs to it. */
function bound(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** `北纬 39.98112°`, `东经 116.35537°`, `± 12 m` */
export function positionParts({ latE7, lonE7, accuracyM }: Position): readonly string[] {
  const lat = t(latE7 < 0 ? 'onsite.south' : 'onsite.north', { degrees: degrees(latE7) });
  const lon = t(lonE7 < 0 ? 'onsite.west' : 'onsite.east', { degrees: degrees(lonE7) });
  return [lat, lon, `± ${lengthWords(accuracyM)}`];
}

/** `距 18 ± 12 m` */
export function distanceWords(metres: number, accuracyM: number): string {
  const near = metres < 1000 && accuracyM < 1000;
  const distance = near ? String(Math.round(metres)) : lengthWords(metres);
  return bound(t('onsite.place.distance', { distance, accuracy: lengthWords(accuracyM) }));
}

/** `距报告厅 342 m` */
export function venueWords({ venue, metres }: Nearest): string {
  return t('onsite.distance', { distance: bound(lengthWords(metres)), venue: venue.name });
}

/** Sentences of one message, set as the language sets them. */
export function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(locale.value === 'zh' ? '' : ' ');
}

/** How an item stands, with its colour; `open`: it can still be taken again. */
export function itemStanding(item: Pick<Item, 'state' | 'whyNot'>, open: boolean): { words: string; tone: Tone } {
  if (open && needsRetake(item)) return { words: t('onsite.state.retake'), tone: 'active' };
  return { words: t(`onsite.state.${item.state}`), tone: itemTones[item.state] };
}

/** Why a photo on the server does not count, and what can be done about it; null where it counts. */
export function whyNotWords({ whyNot }: Pick<Item, 'whyNot'>, open: boolean): { why: string; todo: string } | null {
  if (whyNot === null || whyNot === 'awaiting_bytes') return null;
  return { why: t(`onsite.why.${whyNot}`), todo: t(open || whyNot === 'waiting' ? `onsite.why.${whyNot}.do` : 'onsite.why.closed') };
}

const itemTones: Readonly<Record<ItemState, Tone>> = {
  missing: 'idle',
  local: 'look',
  accepted: 'look',
  awaited: 'look',
  stored: 'done',
  uncounted: 'look',
  refused: 'active',
};

/** What went wrong, whether the phone said so or the server. */
export function problemWords(code: string): ProblemWords {
  const what = words(`onsite.problem.${code}`);
  return what === null ? describeCode(code) : { code, what, todo: words(`onsite.problem.${code}.do`) };
}

/** How far through the project the half-day is. */
export function projectLine(assignment: Assignment, day: number, days: number): string {
  const { name } = assignment.project;
  return days > 1 ? t('onsite.day', { name, day, days }) : name;
}

/** `21 分钟`, `3 小时`: how long something has been waiting, in one unit. */
export function waitedWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return t('onsite.waited.moment');
  if (minutes < 60) return t('onsite.waited.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? t('onsite.waited.hours', { n: hours }) : t('onsite.waited.days', { n: Math.floor(hours / 24) });
}
