import type { Item, ItemKind, Lecturer } from '@/api/types';
import type { CaptureDetail, Feedback, FeedbackSlot } from '@/api/wall-types';
import { standingOf, type Standing } from './standing';

export type Column = {
  key: string;
  kind: ItemKind;
  /** Of a lecturer, from 1; null for the fixed items. */
  number: number | null;
};

/** What a place on the wall shows when there is no photo: it may still be taken, may still arrive, will not come, is not due. */
export type Gap = 'open' | 'late' | 'missing' | 'removed' | 'cancelled';

export type Cell = {
  /** Stays the same when a photo is taken again. */
  key: string;
  slot: FeedbackSlot;
  column: Column;
  item: Item;
  lecturer: Lecturer | null;
  /** The photo that stands, null when there is none. */
  capture: CaptureDetail | null;
  /** Photos of this item that were superseded, newest first. */
  earlier: readonly CaptureDetail[];
  standing: Standing | Gap;
};

/** One cell per column, null where this half-day has no such lecturer; none before the half-day begins. */
export type WallRow = { slot: FeedbackSlot; cells: readonly (Cell | null)[] };
export type Wall = { columns: readonly Column[]; rows: readonly WallRow[] };

const fixedKinds = ['venue', 'agenda_board', 'room'] as const;

/** Lays the photos of a project out: a row per half-day, a column per item. Rows and columns are as wide as the widest need. */
export function layOut(feedback: Feedback): Wall {
  const most = Math.max(1, ...feedback.slots.map((slot) => slot.lecturers.length));
  const columns: Column[] = [
    ...fixedKinds.map((kind) => ({ key: kind, kind, number: null })),
    ...Array.from({ length: most }, (_, index) => ({
      key: `lecturer-${index + 1}`,
      kind: 'lecturer' as const,
      number: index + 1,
    })),
  ];
  return { columns, rows: feedback.slots.map((slot) => layOutRow(slot, columns)) };
}

function layOutRow(slot: FeedbackSlot, columns: readonly Column[]): WallRow {
  if (slot.state === 'not_started' && slot.captures.length === 0) return { slot, cells: [] };
  const lecturers = [...slot.lecturers].sort((one, other) => one.order - other.order);
  return {
    slot,
    cells: columns.map((column) => {
      if (column.number === null) return makeCell(slot, column, null);
      const lecturer = lecturers[column.number - 1];
      return lecturer === undefined ? null : makeCell(slot, column, lecturer);
    }),
  };
}

function makeCell(slot: FeedbackSlot, column: Column, lecturer: Lecturer | null): Cell {
  const item = { kind: column.kind, row: lecturer?.row ?? null };
  const all = slot.captures
    .filter((capture) => capture.item.kind === item.kind && capture.item.row === item.row)
    .sort((one, other) => other.takenAt - one.takenAt);
  const capture = all.find((one) => one.current) ?? all[0] ?? null;
  return {
    key: cellKey(slot.id, item),
    slot,
    column,
    item,
    lecturer,
    capture,
    earlier: all.filter((one) => one !== capture),
    standing: capture === null ? gapOf(slot, lecturer) : standingOf(capture),
  };
}

/** Names a place on the wall in addresses. */
export function cellKey(slotId: string, item: Item): string {
  return item.row === null ? `${slotId}~${item.kind}` : `${slotId}~${item.kind}~${item.row}`;
}

function gapOf(slot: FeedbackSlot, lecturer: Lecturer | null): Gap {
  if (lecturer?.removed) return 'removed';
  if (slot.cancelled) return 'cancelled';
  if (slot.state === 'open' || slot.state === 'not_started') return 'open';
  return slot.state === 'awaiting_upload' ? 'late' : 'missing';
}

export function findCell(wall: Wall, key: string | null): Cell | null {
  for (const row of wall.rows) for (const cell of row.cells) if (cell !== null && cell.key === key) return cell;
  return null;
}

/** Where a reader should look first: at what asks for a look, else at the newest photo. */
export function firstToSee(wall: Wall): Cell | null {
  const photos = wall.rows.flatMap((row) => row.cells).filter((cell): cell is Cell => (cell?.capture ?? null) !== null);
  const takenAt = (cell: Cell): number => cell.capture?.takenAt ?? 0;
  const newest = [...photos].sort((one, other) => takenAt(other) - takenAt(one))[0];
  return photos.find((cell) => cell.standing === 'look') ?? newest ?? null;
}
