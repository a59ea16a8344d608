import type { HandedInPhoto, HandedInState } from '@/api/hand-in';
import type { Tone } from '@/ui/desk/tone';

const order: readonly HandedInState[] = ['refused', 'conflict', 'awaiting_bytes', 'waiting', 'stored', 'already'];

export const handInTones: Readonly<Record<HandedInState, Tone>> = {
  refused: 'active',
  conflict: 'active',
  awaiting_bytes: 'active',
  waiting: 'look',
  stored: 'done',
  already: 'done',
};

/** Pure: what somebody must look at first, then in the order of taking. */
export function inOrder(items: readonly HandedInPhoto[]): HandedInPhoto[] {
  const place = (item: HandedInPhoto): number => order.indexOf(item.state);
  return [...items].sort((a, b) => place(a) - place(b) || (a.takenAt ?? 0) - (b.takenAt ?? 0));
}

/** Pure: how many photos are on the server now. */
export function countThere(items: readonly HandedInPhoto[]): number {
  return items.filter(({ state }) => state === 'stored' || state === 'already' || state === 'waiting').length;
}
