import { t } from '@/locales';
import { clockTime, shortDay } from '@/ui/format';
import type { Cell, Column, Gap } from './wall-grid';
import type { Standing } from './standing';
import type { FeedbackSlot } from '@/api/wall-types';

export function columnWords(column: Column): string {
  return column.number === null ? t(`wall.column.${column.kind}`) : t('wall.lecturer.n', { n: column.number });
}

/** `21 日 上午` */
export function slotWords(slot: FeedbackSlot): string {
  return `${shortDay(slot.date)} ${t(`common.${slot.half}`)}`;
}

export function isGap(standing: Standing | Gap): standing is Gap {
  return ['open', 'late', 'missing', 'removed', 'cancelled'].includes(standing);
}

export function standingWords(cell: Cell): string {
  if (!isGap(cell.standing)) return t(`wall.standing.${cell.standing}`);
  const removed = cell.lecturer?.removed;
  return removed ? t(`common.removed.${removed.reason}`) : t(`wall.gap.${cell.standing}`);
}

/** What a tile without a picture says. */
export function tileWords(cell: Cell): string {
  return isRemoved(cell) ? t('wall.picture.removed.short') : standingWords(cell);
}

function isRemoved(cell: Cell): boolean {
  return cell.capture !== null && cell.capture.bytesRemovedAt !== null;
}

/** The whole of a place, for those who do not see the picture. */
export function cellLabel(cell: Cell): string {
  const item = cell.lecturer === null ? columnWords(cell.column) : `${columnWords(cell.column)} ${cell.lecturer.name}`;
  const standing = isRemoved(cell) ? `${standingWords(cell)} (${t('wall.picture.removed')})` : standingWords(cell);
  const params = { item, slot: slotWords(cell.slot), standing };
  if (cell.capture === null) return t('wall.cell.label', params);
  return t('wall.cell.label.time', { ...params, time: clockTime(cell.capture.takenAt) });
}
