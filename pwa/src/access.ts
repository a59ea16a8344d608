import type { LogKey } from './api/logs';
import type { RoleKey } from './api/types';

/** Who is offered what; the server decides for itself, and answers the rest as absent. */
type Roles = ReadonlySet<RoleKey>;

const everyLog: readonly LogKey[] = ['operation', 'login', 'login-code', 'capture', 'file', 'reveal'];

/** Pure: the logs that these roles may read (catalogue 2, R32, R27); an authority that of its own photos. */
export function logsFor(roles: Roles): readonly LogKey[] {
  if (roles.has('auditor') || roles.has('platform_admin')) return everyLog;
  return roles.has('cme_authority') ? ['capture'] : [];
}

/** Pure: who is in charge of a unit's people, or of units below, and so may vouch for a new number (design §9). */
export function mayVouch(roles: Roles): boolean {
  return roles.has('cme_institution') || roles.has('cme_authority');
}
