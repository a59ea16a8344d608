import type { LogKey } from './api/logs';
import type { RoleKey } from './api/types';

/** Who is offered what; the server decides for itself, and answers the rest as absent. */
type Roles = ReadonlySet<RoleKey>;

const everyLog: readonly LogKey[] = ['operation', 'login', 'login-code', 'capture', 'file', 'reveal'];

/** Pure: who watches over the whole deployment. */
export function watchesEverything(roles: Roles): boolean {
  return roles.has('auditor') || roles.has('platform_admin');
}

/** Pure: who says what must be kept, and erases people at their request (design §9). */
export function keepsAndErases(roles: Roles): boolean {
  return roles.has('platform_admin');
}

/** Pure: the logs that these roles may read (catalogue 2, R32, R27); an authority that of its own photos. */
export function logsFor(roles: Roles): readonly LogKey[] {
  if (watchesEverything(roles)) return everyLog;
  return roles.has('cme_authority') ? ['capture'] : [];
}

/** Pure: who is in charge of a unit's people, or of units below, and so may vouch for a new number (design §9). */
export function mayVouch(roles: Roles): boolean {
  return roles.has('cme_institution') || roles.has('unit_admin') || roles.has('cme_authority');
}
