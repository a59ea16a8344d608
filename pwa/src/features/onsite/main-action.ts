import type { Assignment } from '@/api/onsite-types';
import { nextItem, type Checklist, type Item } from './checklist';
import { phaseOf, type Phase } from './slot-choice';

/** The one thing that the button under the thumb does. */
export type MainAction =
  | { kind: 'commit' }
  | { kind: 'shoot'; item: Item }
  | { kind: 'add_lecturer' }
  | { kind: 'send'; waiting: number }
  | { kind: 'go'; slotId: string }
  | { kind: 'none' };

export type Situation = {
  phase: Phase;
  committed: boolean;
  checklist: Checklist;
  /** Photos of this person still to be sent, of whatever half-day. */
  waiting: number;
  slotId: string;
  assignments: readonly Assignment[];
  now: number;
};

/** Pure. Without a signed commitment nothing can be filled (catalogue 11.4). */
export function mainAction(situation: Situation): MainAction {
  const { phase, committed, checklist, waiting } = situation;
  if (!committed && phase !== 'over') return { kind: 'commit' };
  const item = phase === 'open' ? nextItem(checklist) : null;
  if (item !== null) {
    return item.kind === 'lecturer' && item.row === null ? { kind: 'add_lecturer' } : { kind: 'shoot', item };
  }
  if (waiting > 0) return { kind: 'send', waiting };
  const slotId = phase === 'open' ? null : otherOpen(situation);
  return slotId === null ? { kind: 'none' } : { kind: 'go', slotId };
}

function otherOpen({ assignments, slotId, now }: Situation): string | null {
  const slots = assignments.flatMap((assignment) => assignment.slots);
  return slots.find((slot) => slot.id !== slotId && phaseOf(slot, now) === 'open')?.id ?? null;
}
