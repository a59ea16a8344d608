import type { CaptureRecord, FactState, QueueView } from '@/queue';

/** The three steps every photo goes, for the screen. */
export type Step = 'here' | 'known' | 'there';

/** Pure: how far a photo has come. A refused one has come nowhere further than this phone. */
export function stepOf(state: FactState): Step {
  if (state === 'stored') return 'there';
  return state === 'accepted' || state === 'delivered' ? 'known' : 'here';
}

export type Groups = {
  refused: readonly CaptureRecord[];
  waiting: readonly CaptureRecord[];
  stored: readonly CaptureRecord[];
};

/** Pure: what needs the person first, then what waits with the oldest first, then what has arrived with the newest first. */
export function groupsOf(captures: readonly CaptureRecord[]): Groups {
  const refused = captures.filter(({ state }) => state === 'refused' || state === 'conflict');
  const stored = captures.filter(({ state }) => state === 'stored');
  const waiting = captures.filter((record) => !refused.includes(record) && !stored.includes(record));
  return { refused, waiting, stored: [...stored].reverse() };
}

/** Pure: facts other than photos that the server refused; they hold nothing back but must be seen. */
export function refusedFacts(view: QueueView): readonly { id: string; kind: 'commitment' | 'add' | 'remove'; name: string; code: string }[] {
  const isRefused = (state: FactState): boolean => state === 'refused' || state === 'conflict';
  const commitments = view.commitments.filter((record) => isRefused(record.state));
  const lecturers = view.lecturers.filter((record) => isRefused(record.state));
  return [
    ...commitments.map(({ id, code }) => ({ id, kind: 'commitment' as const, name: '', code: code ?? 'conflict' })),
    ...lecturers.map(({ id, fact, code }) => ({ id, kind: fact.kind, name: fact.name, code: code ?? 'conflict' })),
  ];
}

/** Pure: how many facts other than photos are still to be sent. */
export function pendingFacts(view: QueueView): number {
  const isPending = (state: FactState): boolean => state === 'local' || state === 'accepted' || state === 'delivered';
  return [...view.commitments, ...view.lecturers].filter((record) => isPending(record.state)).length;
}
