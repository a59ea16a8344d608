import { beforeAll, describe, expect, test } from 'vitest';
import { mainAction, type Situation } from '@/features/onsite/main-action';
import { chooseSlot, dayOfProject, findSlot, givesWay, phaseOf } from '@/features/onsite/slot-choice';
import { timeLeft } from '@/features/onsite/time-left';
import { leftWords } from '@/features/onsite/words';
import { useWords } from '@/locales';
import { checklistOf } from '@/features/onsite/checklist';
import { aCapture, anAssignment, aSlot, hour, morning } from './builders';

beforeAll(() => useWords(['common', 'onsite']));

const day = 24 * hour;
const am = aSlot();
const pm = aSlot({ id: 's2', half: 'pm', opensAt: morning + 7 * hour, closesAt: morning + 16 * hour, lateUntil: morning + 88 * hour });
const tomorrow = aSlot({ id: 's3', date: '2026-11-22', opensAt: morning + day, closesAt: morning + day + 7 * hour });
const yesterday = aSlot({ id: 's0', date: '2026-11-20', opensAt: morning - day, closesAt: morning - day + 7 * hour });
const all = [anAssignment([yesterday, am, pm, tomorrow])];
const chosenAt = (now: number, today = '2026-11-21'): string | undefined => chooseSlot(all, now, today)?.slot.id;

describe('a half-day', () => {
  test('is a half-open interval', () => {
    expect(phaseOf(am, am.opensAt - 1)).toBe('before');
    expect(phaseOf(am, am.opensAt)).toBe('open');
    expect(phaseOf(am, am.closesAt - 1)).toBe('open');
    expect(phaseOf(am, am.closesAt)).toBe('late');
    expect(phaseOf(am, am.lateUntil)).toBe('over');
  });

  test('is chosen: the open one, then the next of today, then what closed today, then later days', () => {
    expect(chosenAt(morning + hour)).toBe('s1');
    expect(chosenAt(pm.opensAt)).toBe('s2');
    expect(chosenAt(morning - hour)).toBe('s1');
    expect(chosenAt(pm.closesAt + hour)).toBe('s2');
    expect(chosenAt(morning + day - hour, '2026-11-22')).toBe('s3');
    expect(chosenAt(morning + 9 * day, '2026-11-30')).toBe('s3');
    expect(chooseSlot([], morning, '2026-11-21')).toBeNull();
  });

  test('that closes first goes before another open one', () => {
    const longer = anAssignment([aSlot({ id: 'longer', closesAt: morning + 9 * hour })], 'a2');
    expect(chooseSlot([longer, ...all], morning + hour, '2026-11-21')?.slot.id).toBe('s1');
    expect(findSlot([longer, ...all], 'longer')?.assignment.id).toBe('a2');
    expect(findSlot(all, 'unknown')).toBeNull();
  });

  test('gives way to what is newly assigned unless it is open, and when it has gone', () => {
    const today = anAssignment([am], 'today');
    const later = anAssignment([tomorrow], 'later');
    expect(givesWay('s3', [later, today], [later], morning + hour)).toBe(true);
    expect(givesWay('s1', [later, today], [today], morning + hour)).toBe(false);
    expect(givesWay('s3', [later, today], [later, today], morning + hour)).toBe(false);
    expect(givesWay('s3', [today], [later, today], morning + hour)).toBe(true);
    expect(givesWay(null, [], [], morning)).toBe(true);
  });

  test('knows its day within the project', () => {
    expect(dayOfProject('2026-11-20', '2026-11-22', '2026-11-21')).toEqual({ day: 2, days: 3 });
    expect(dayOfProject('2026-11-20', '2026-11-20', '2026-11-20')).toEqual({ day: 1, days: 1 });
  });
});

describe('the time left', () => {
  const minute = 60_000;

  test('is told in the grain that matters', () => {
    expect(timeLeft(72 * minute, 0)).toEqual({ grain: 'hours', hours: 1, minutes: 12 });
    expect(timeLeft(59 * minute + 59_000, 0)).toEqual({ grain: 'minutes', minutes: 59 });
    expect(timeLeft(9 * minute + 31_900, 0)).toEqual({ grain: 'seconds', minutes: 9, seconds: 31 });
    expect(timeLeft(50 * 60 * minute, 0)).toEqual({ grain: 'days', days: 2, hours: 2 });
    expect(timeLeft(0, 0)).toEqual({ grain: 'none' });
    expect(timeLeft(0, 5)).toEqual({ grain: 'none' });
  });

  test('names no minute in the last one', () => {
    expect(leftWords(9 * minute + 5_000, 0, 'left')).toBe('还剩 9 分 05 秒');
    expect(leftWords(25_900, 0, 'left')).toBe('还剩 25 秒');
    expect(leftWords(5_000, 0, 'starts')).toBe('5 秒后开始');
  });

  test('never promises more than there is', () => {
    for (let left = 1; left < 3 * day; left += 977_777) {
      const told = timeLeft(left, 0);
      if (told.grain === 'none') continue;
      const parts = { days: 0, hours: 0, minutes: 0, seconds: 0, ...told };
      const ms = parts.days * day + parts.hours * hour + parts.minutes * minute + parts.seconds * 1000;
      expect(ms).toBeLessThanOrEqual(left);
    }
  });
});

describe('the button under the thumb', () => {
  const situation = (change: Partial<Situation> = {}): Situation => ({
    phase: 'open',
    committed: true,
    checklist: checklistOf(am, [], []),
    waiting: 0,
    slotId: 's1',
    assignments: all,
    now: morning + hour,
    ...change,
  });
  const kinds = ['venue', 'agenda_board', 'room'] as const;
  const fixed = kinds.map((kind, index) => aCapture({ id: `c${index}`, item: { kind, row: null, name: null } }));
  const everything = [...fixed, aCapture({ id: 'c9', item: { kind: 'lecturer', row: 'r1', name: 'r1' } })];

  test('asks for the commitment before anything else', () => {
    expect(mainAction(situation({ committed: false }))).toEqual({ kind: 'commit' });
    expect(mainAction(situation({ committed: false, phase: 'before' }))).toEqual({ kind: 'commit' });
  });

  test('takes the next photo, or names a lecturer first', () => {
    expect(mainAction(situation())).toMatchObject({ kind: 'shoot', item: { kind: 'venue' } });
    const nobody = checklistOf(aSlot({ lecturers: [] }), fixed, []);
    expect(mainAction(situation({ checklist: nobody }))).toEqual({ kind: 'add_lecturer' });
  });

  test('sends what waits once nothing is left to take', () => {
    const full = checklistOf(am, everything, []);
    expect(mainAction(situation({ checklist: full, waiting: 4 }))).toEqual({ kind: 'send', waiting: 4 });
    expect(mainAction(situation({ phase: 'late', waiting: 1 }))).toEqual({ kind: 'send', waiting: 1 });
    expect(mainAction(situation({ checklist: full }))).toEqual({ kind: 'none' });
  });

  test('leads to the half-day that is open when this one is closed', () => {
    const later = situation({ phase: 'late', now: pm.opensAt + hour });
    expect(mainAction(later)).toEqual({ kind: 'go', slotId: 's2' });
    expect(mainAction({ ...later, now: pm.closesAt + hour })).toEqual({ kind: 'none' });
  });
});
