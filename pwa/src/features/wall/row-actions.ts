import type { RouteLocationRaw } from 'vue-router';
import { logsFor } from '@/access';
import type { ProjectRow, RoleKey } from '@/api/types';

export type RowAction = 'review' | 'file' | 'mend' | 'see' | 'change' | 'lead' | 'feedback' | 'rate' | 'results' | 'logs' | 'delete';

/**
 * Pure. What these roles may do with a project of the list (catalogue 11.1, 11.6, 操作), and where; a deletion leads nowhere.
 * `today` is `YYYY-MM-DD`: what is over is no longer changed.
 */
export function rowActions(
  row: Pick<ProjectRow, 'id' | 'filing' | 'plannedEnd'>,
  roles: ReadonlySet<RoleKey>,
  today: string,
): readonly { key: RowAction; to?: RouteLocationRaw }[] {
  const params = { project: row.id };
  const at = (key: RowAction, name: string): { key: RowAction; to: RouteLocationRaw } => ({ key, to: { name, params } });
  const judges = roles.has('cme_authority');
  const approved = row.filing === 'approved';
  return [
    ...(approved ? [at('feedback', 'projects'), judges ? at('rate', 'project-results') : at('results', 'project-results')] : []),
    ...(judges ? [at(row.filing === 'in_review' ? 'review' : 'see', 'project-case')] : []),
    ...(roles.has('cme_institution') ? ofUnit(row.filing, at, { sees: !judges, over: row.plannedEnd < today }) : []),
    ...(logsFor(roles).length > 0 ? [{ key: 'logs' as const, to: { name: 'logs', query: params } }] : []),
    ...(roles.has('cme_institution') && row.filing === 'not_filed' ? [{ key: 'delete' as const }] : []),
  ];
}

type At = (key: RowAction, name: string) => { key: RowAction; to: RouteLocationRaw };

function ofUnit(filing: ProjectRow['filing'], at: At, { sees, over }: { sees: boolean; over: boolean }): readonly { key: RowAction; to: RouteLocationRaw }[] {
  const see = sees ? [at('see', 'project-filing')] : [];
  switch (filing) {
    case 'not_filed':
      return [at('file', 'project-filing')];
    case 'rejected':
    case 'returned':
      return [at('mend', 'project-filing')];
    case 'in_review':
      return see;
    case 'approved':
      return [at('lead', 'project-lead'), ...see, ...(over ? [] : [at('change', 'project-change')])];
  }
}
