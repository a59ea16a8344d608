import type { RouteLocationRaw } from 'vue-router';
import type { ProjectRow } from '@/api/types';

/**
 * Pure. Where a row leads: to its photos once it is approved, or where photos came although its filing was taken back; else to
 * its filing as the reader may see it.
 */
export function projectTarget(row: Pick<ProjectRow, 'id' | 'filing' | 'latestAt'>, reviews: boolean): RouteLocationRaw {
  const params = { project: row.id };
  if (row.filing === 'approved' || row.latestAt !== null) return { name: 'projects', params };
  return { name: reviews ? 'project-case' : 'project-filing', params };
}
