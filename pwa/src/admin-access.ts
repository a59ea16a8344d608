import type { RoleKey } from './api/types';

/** Pure: whether these roles administer organisations and people. */
export function administers(roles: ReadonlySet<RoleKey>): boolean {
  return roles.has('platform_admin') || roles.has('unit_admin');
}
