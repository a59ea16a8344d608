import type { RouteLocationRaw } from 'vue-router';
import type { Me, Notification } from '@/api/types';

/** Pure: the screen on which the thing of a message is dealt with; null when there is none. */
export function targetOf(message: Pick<Notification, 'kind' | 'scopeId'>, login: Me['kind']): RouteLocationRaw | null {
  if (login === 'supervisor') return { name: 'onsite' };
  if (message.scopeId === null) return null;
  const params = { project: message.scopeId };
  const aboutResult = message.kind === 'result_published' || message.kind === 'rating_overtaken';
  return { name: aboutResult ? 'project-results' : 'projects', params };
}
