import type { CaptureSummary, ItemKind, Lecturer, Position, RemovalReason, Slot } from '@/api/types';
import type { CaptureRecord, LecturerRecord } from '@/queue';

/** `local`: only on this phone. `accepted`: the server knows of it and awaits the photo. `stored`: it is on the server. */
export type ItemState = 'missing' | 'local' | 'accepted' | 'stored' | 'refused';

/** The newest photo of an item; `position` is known only to the phone that took it. */
export type ItemPhoto = {
  id: string;
  takenAt: number;
  onThisPhone: boolean;
  position: Position | null;
  noPosition: CaptureRecord['noPosition'];
};

export type Item = {
  kind: ItemKind;
  /** Lecturer row; null for the three fixed items, and while no lecturer is named yet. */
  row: string | null;
  lecturer: Lecturer | null;
  state: ItemState;
  /** Why the newest photo was refused. */
  code: string | null;
  photo: ItemPhoto | null;
};

export type Checklist = {
  items: readonly Item[];
  removed: readonly { lecturer: Lecturer; reason: RemovalReason }[];
  /** Items with a photo that was not refused. */
  taken: number;
  /** Items whose photo is on the server. */
  stored: number;
  total: number;
};

type Candidate = ItemPhoto & { state: ItemState; code: string | null };

const fixed = ['venue', 'agenda_board', 'room'] as const;

/** Pure: what a half-day still needs, from what the server said last and what this phone has done since. */
export function checklistOf(
  slot: Slot,
  captures: readonly CaptureRecord[],
  changes: readonly LecturerRecord[],
): Checklist {
  const own = captures.filter((record) => record.slotId === slot.id);
  const lecturers = currentLecturers(slot, changes);
  const standing = lecturers.filter((lecturer) => lecturer.removed === null);
  const items = [
    ...fixed.map((kind) => itemOf(kind, null, null, slot.captures, own)),
    ...standing.map((lecturer) => itemOf('lecturer', lecturer.row, lecturer, slot.captures, own)),
  ];
  // At least one lecturer is due (catalogue 11.5), also while nobody is named.
  if (standing.length === 0) items.push(itemOf('lecturer', null, null, [], []));
  return {
    items,
    removed: lecturers.flatMap((lecturer) => (lecturer.removed === null ? [] : [{ lecturer, reason: lecturer.removed.reason }])),
    taken: items.filter((item) => item.state !== 'missing' && item.state !== 'refused').length,
    stored: items.filter((item) => item.state === 'stored').length,
    total: items.length,
  };
}

/** Pure: lecturer rows with this phone's own changes, sent or not, in the order of the schedule. */
export function currentLecturers(slot: Slot, changes: readonly LecturerRecord[]): readonly Lecturer[] {
  const rows = new Map(slot.lecturers.map((lecturer) => [lecturer.row, lecturer]));
  for (const { fact, state } of changes) {
    if (fact.slotId !== slot.id || state === 'refused' || state === 'conflict') continue;
    const known = rows.get(fact.row);
    if (fact.kind === 'add' && known === undefined) {
      const { row, name, unit, title, topic } = fact;
      rows.set(row, { row, name, unit, title, topic, order: rows.size, removed: null });
    } else if (fact.kind === 'remove' && known?.removed === null && fact.reason !== null) {
      rows.set(fact.row, { ...known, removed: { reason: fact.reason, at: fact.wall } });
    }
  }
  return [...rows.values()].sort((a, b) => a.order - b.order);
}

function itemOf(
  kind: ItemKind,
  row: string | null,
  lecturer: Lecturer | null,
  summaries: readonly CaptureSummary[],
  records: readonly CaptureRecord[],
): Item {
  const here = records.filter((record) => record.item.kind === kind && record.item.row === row);
  const ids = new Set(here.map((record) => record.id));
  const elsewhere = summaries.filter((each) => each.item.kind === kind && each.item.row === row && !ids.has(each.id));
  const all = [...here.map(fromPhone), ...elsewhere.map(fromServer)].sort((a, b) => b.takenAt - a.takenAt);
  const newest = all.find((candidate) => candidate.state !== 'refused') ?? all[0];
  if (newest === undefined) return { kind, row, lecturer, state: 'missing', code: null, photo: null };
  const { state, code, ...photo } = newest;
  return { kind, row, lecturer, state, code, photo };
}

function fromPhone(record: CaptureRecord): Candidate {
  const { id, takenAt, position, noPosition, code } = record;
  return { id, takenAt, onThisPhone: true, position, noPosition, code, state: stateOf(record) };
}

function stateOf(record: CaptureRecord): ItemState {
  if (record.state === 'delivered') return 'accepted';
  return record.state === 'conflict' ? 'refused' : record.state;
}

function fromServer(summary: CaptureSummary): Candidate {
  const state = summary.state === 'awaiting_bytes' ? 'accepted' : 'stored';
  return { id: summary.id, takenAt: summary.takenAt, onThisPhone: false, position: null, noPosition: null, code: null, state };
}

/** Pure: what to photograph next; null when every item has a photo. `done` names one that the list may not show as taken yet. */
export function nextItem(checklist: Checklist, done: string | null = null): Item | null {
  const isDue = (item: Item): boolean => item.state === 'missing' || item.state === 'refused';
  return checklist.items.find((item) => isDue(item) && itemKey(item) !== done) ?? null;
}

/** Pure: the item of a camera address; null when it has gone from the list meanwhile. */
export function findItem(checklist: Checklist, key: string): Item | null {
  return checklist.items.find((item) => itemKey(item) === key) ?? null;
}

/** How an item is named in the address of its camera screen. */
export function itemKey(item: Pick<Item, 'kind' | 'row'>): string {
  return item.row ?? item.kind;
}
