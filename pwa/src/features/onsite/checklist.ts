import type { CaptureSummary, Slot, WhyNot } from '@/api/onsite-types';
import type { ItemKind, Lecturer, Position, RemovalReason } from '@/api/types';
import type { CaptureRecord, LecturerRecord } from '@/queue';

/**
 * `local`: only on this phone. `accepted`: the server knows of it and awaits the photo from this phone. `awaited`: the server
 * awaits it, but this phone does not have it. `stored`: it is on the server and counts, as far as is known here. `uncounted`: it
 * is on the server, which said that it does not count.
 */
export type ItemState = 'missing' | 'local' | 'accepted' | 'awaited' | 'stored' | 'uncounted' | 'refused';

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
  /** Why the newest photo does not count, as the server last said. */
  whyNot: WhyNot | null;
  /** The server has a photo of it that counts, even if a newer one is on its way. */
  counted: boolean;
  photo: ItemPhoto | null;
};

export type Checklist = {
  items: readonly Item[];
  removed: readonly { lecturer: Lecturer; reason: RemovalReason }[];
  /** Items that need no photo to be taken, as far as is known here. */
  taken: number;
  /** Items whose photo is safe on this phone and not yet on the server. */
  here: number;
  /** Items with a photo on the server that counts. */
  stored: number;
  /** Items whose photo is on the server and does not count. */
  uncounted: number;
  total: number;
};

type Candidate = ItemPhoto & { state: ItemState; code: string | null; whyNot: WhyNot | null };

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
    taken: items.filter((item) => !needsPhoto(item)).length,
    here: items.filter((item) => item.state === 'local' || item.state === 'accepted').length,
    stored: items.filter((item) => item.counted).length,
    uncounted: items.filter((item) => item.state === 'uncounted').length,
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
      rows.set(row, { row, name, unit, title, topic, order: rows.size, added: true, removed: null });
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
  const said = new Map(summaries.map((summary) => [summary.id, whyNotOf(summary)]));
  const mine = here.map((record) => fromPhone(record, said.get(record.id) ?? null));
  const all = [...mine, ...elsewhere.map(fromServer)].sort((a, b) => b.takenAt - a.takenAt);
  const shown = bestOf(all);
  if (shown === null) return { kind, row, lecturer, state: 'missing', code: null, whyNot: null, counted: false, photo: null };
  const { state, code, whyNot, ...photo } = shown;
  return { kind, row, lecturer, state, code, whyNot, counted: all.some((candidate) => candidate.state === 'stored'), photo };
}

/** The newest that counts or may yet, else the newest that arrived, else the newest: as the server chooses. */
function bestOf(newestFirst: readonly Candidate[]): Candidate | null {
  const hopeful = newestFirst.find(({ state }) => state !== 'refused' && state !== 'uncounted');
  return hopeful ?? newestFirst.find(({ state }) => state === 'uncounted') ?? newestFirst[0] ?? null;
}

/** Only what was said of a photo that has arrived; an older server says nothing. */
function whyNotOf({ whyNot }: Partial<CaptureSummary>): WhyNot | null {
  return whyNot === undefined || whyNot === 'awaiting_bytes' ? null : whyNot;
}

function fromPhone(record: CaptureRecord, whyNot: WhyNot | null): Candidate {
  const { id, takenAt, position, noPosition, code } = record;
  const state = stateOf(record);
  const uncounted = state === 'stored' && whyNot !== null;
  const photo = { id, takenAt, onThisPhone: true, position, noPosition };
  return { ...photo, code, state: uncounted ? 'uncounted' : state, whyNot: uncounted ? whyNot : null };
}

function stateOf(record: CaptureRecord): ItemState {
  if (record.state === 'delivered') return 'accepted';
  return record.state === 'conflict' ? 'refused' : record.state;
}

function fromServer(summary: CaptureSummary): Candidate {
  const whyNot = whyNotOf(summary);
  const state = summary.state === 'awaiting_bytes' ? 'awaited' : whyNot === null ? 'stored' : 'uncounted';
  const photo = { id: summary.id, takenAt: summary.takenAt, onThisPhone: false, position: null, noPosition: null };
  return { ...photo, code: null, state, whyNot: state === 'uncounted' ? whyNot : null };
}

/** Pure: what to photograph next; null when every item has a photo. `done` names one that the list may not show as taken yet. */
export function nextItem(checklist: Checklist, done: string | null = null): Item | null {
  return checklist.items.find((item) => isDue(item, done)) ?? null;
}

/** Pure: how many items have a photo; `done` as for the next item. */
export function takenWith(checklist: Checklist, done: string): number {
  return checklist.items.filter((item) => !isDue(item, done)).length;
}

function isDue(item: Item, done: string | null): boolean {
  return needsPhoto(item) && itemKey(item) !== done;
}

function needsPhoto(item: Item): boolean {
  return item.state === 'missing' || item.state === 'refused' || needsRetake(item);
}

/** Pure: whether nothing but another photo helps; other photos that do not count wait for the authority's word. */
export function needsRetake(item: Pick<Item, 'state' | 'whyNot'>): boolean {
  return item.state === 'uncounted' && (item.whyNot === 'questioned' || item.whyNot === 'undecodable');
}

/** Pure: the item of a camera address; null when it has gone from the list meanwhile. */
export function findItem(checklist: Checklist, key: string): Item | null {
  return checklist.items.find((item) => itemKey(item) === key) ?? null;
}

/** How an item is named in the address of its camera screen. */
export function itemKey(item: Pick<Item, 'kind' | 'row'>): string {
  return item.row ?? item.kind;
}
