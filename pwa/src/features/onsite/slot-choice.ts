import type { Assignment, Slot } from '@/api/onsite-types';

export type Chosen = { assignment: Assignment; slot: Slot };
export type Phase = 'before' | 'open' | 'late' | 'over';

/** Pure: where a half-day stands by the corrected clock. Intervals are half-open (design §4). */
export function phaseOf(slot: Pick<Slot, 'opensAt' | 'closesAt' | 'lateUntil'>, now: number): Phase {
  if (now < slot.opensAt) return 'before';
  if (now < slot.closesAt) return 'open';
  return now < slot.lateUntil ? 'late' : 'over';
}

/**
 * Pure: the half-day to show first. What is open goes before all; of several open ones the one that closes first; then what
 * comes next today, what has closed today, what comes on another day, and what is past.
 */
export function chooseSlot(assignments: readonly Assignment[], now: number, today: string): Chosen | null {
  const all = assignments.flatMap((assignment) => assignment.slots.map((slot) => ({ assignment, slot })));
  const rank = ({ slot }: Chosen): number => {
    const phase = phaseOf(slot, now);
    if (phase === 'open') return 0;
    if (slot.date === today) return phase === 'before' ? 1 : 2;
    return phase === 'before' ? 3 : 4;
  };
  const nearness = ({ slot }: Chosen): number =>
    phaseOf(slot, now) === 'before' ? slot.opensAt - now : Math.abs(now - slot.closesAt);
  return all.sort((a, b) => rank(a) - rank(b) || nearness(a) - nearness(b))[0] ?? null;
}

/**
 * Pure: whether the half-day shown gives way to the best one. It does when it has gone, and when something was assigned while
 * it is not open: who logs in for today's half-day must not be left standing before one that comes next week.
 */
export function givesWay(shown: string | null, list: readonly Assignment[], before: readonly Assignment[], now: number): boolean {
  const chosen = findSlot(list, shown ?? '');
  if (chosen === null) return true;
  const isNew = list.some((assignment) => before.every((known) => known.id !== assignment.id));
  return isNew && phaseOf(chosen.slot, now) !== 'open';
}

/** Pure: the half-day with this id, wherever it is. */
export function findSlot(assignments: readonly Assignment[], slotId: string): Chosen | null {
  for (const assignment of assignments) {
    const slot = assignment.slots.find((candidate) => candidate.id === slotId);
    if (slot !== undefined) return { assignment, slot };
  }
  return null;
}

/** Pure: which day of the project a date is, from 1, and how many there are. */
export function dayOfProject(plannedStart: string, plannedEnd: string, date: string): { day: number; days: number } {
  const count = (from: string, until: string): number => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1;
  return { day: count(plannedStart, date), days: count(plannedStart, plannedEnd) };
}
