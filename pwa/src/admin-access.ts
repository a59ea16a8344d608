import type { RoleKey } from './api/types';

/** Pure: whether these roles administer organisations and people. */
export function administers(roles: ReadonlySet<RoleKey>): boolean {
  return roles.has('platform_admin') || roles.has('unit_admin');
}

/** Pure: whether they administer and do nothing else here. */
export function onlyAdministers(roles: ReadonlySet<RoleKey>): boolean {
  return administers(roles) && !roles.has('cme_institution') && !roles.has('cme_authority');
}
