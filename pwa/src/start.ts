import type { Me, RoleKey } from './api/types';
import { administers } from './admin-access';

export type Start = 'onsite' | 'projects' | 'unit-home' | 'admin' | 'logs' | 'messages';

/**
 * Pure: where somebody starts. Supervisors at today's half-day; whoever judges at the wall, units at theirs,
 * administrators at the tree, auditors at the logs; who has no work here at what was written to them.
 */
export function startOf(kind: Me['kind'] | undefined, roles: ReadonlySet<RoleKey>): Start {
  if (kind === 'supervisor') return 'onsite';
  if (roles.has('cme_authority')) return 'projects';
  if (roles.has('cme_institution')) return 'unit-home';
  if (administers(roles)) return 'admin';
  return roles.has('auditor') ? 'logs' : 'messages';
}
