import type { ProjectRow } from '@/api/types';
import { t } from '@/locales';
import { dayOf, recently } from '@/ui/format';
import type { FilingChoice } from './project-query';
import { projectStanding } from './project-state';

export function filingChoiceWords(choice: FilingChoice): string {
  return t(choice === '' ? 'wall.filter.all' : `wall.state.${choice}`);
}

export function standingOfProject(row: ProjectRow, now: number): string {
  const standing = projectStanding(row, dayOf(now));
  return t(`wall.state.${standing}`, { n: standing === 'look' ? row.look : row.missing });
}

/** `10:52`; a dash where nothing has come yet. */
export function heardWords(at: number | null, now: number): string {
  return at === null ? '—' : recently(at, now);
}

export function slotsLabel(row: ProjectRow): string {
  return t('wall.column.slots.label', row.slots);
}
