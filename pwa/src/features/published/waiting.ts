import type { ProjectRow } from '@/api/types';

/** What a project asks of its unit: a filing sent back, a draft to file, photos missing, a running half-day without any. */
export type Waiting = { kind: 'returned' | 'draft' | 'missing' | 'silent'; row: ProjectRow };

const order = { returned: 0, missing: 1, silent: 2, draft: 3 } as const;

/** Pure: what waits for the unit, most pressing first. `today` is `YYYY-MM-DD`. */
export function waitingOf(rows: readonly ProjectRow[], today: string): readonly Waiting[] {
  return rows
    .flatMap((row): readonly Waiting[] => {
      const kind = kindOf(row, today);
      return kind === null ? [] : [{ kind, row }];
    })
    .sort((one, other) => order[one.kind] - order[other.kind]);
}

function kindOf(row: ProjectRow, today: string): Waiting['kind'] | null {
  if (row.filing === 'returned' || row.filing === 'rejected') return 'returned';
  if (row.filing === 'not_filed') return 'draft';
  if (row.missing > 0) return 'missing';
  return isOn(row, today) && row.latestAt === null ? 'silent' : null;
}

/** Pure: whether the project may be supervised on this day. */
export function isOn(row: ProjectRow, today: string): boolean {
  return row.filing === 'approved' && row.plannedStart <= today && today <= row.plannedEnd;
}
