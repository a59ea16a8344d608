import type { RoleKey } from '@/api/types';

/** Pure: what will come into an empty list of tasks: of whoever reviews, whoever files, or who stands in where nobody does. */
export function emptyNote(roles: ReadonlySet<RoleKey>): 'cases.tasks.empty.note' | 'cases.tasks.empty.unit.note' | 'cases.tasks.empty.admin.note' {
  if (roles.has('cme_authority')) return 'cases.tasks.empty.note';
  return roles.has('cme_institution') ? 'cases.tasks.empty.unit.note' : 'cases.tasks.empty.admin.note';
}
