import type { RouteLocationRaw } from 'vue-router';
import type { Notification } from '@/api/inbox-types';
import type { Me } from '@/api/types';

/** Pure: the screen on which the thing of a message is dealt with; null when there is none. */
export function targetOf(message: Pick<Notification, 'kind' | 'scopeId' | 'subjectId'>, login: Me['kind']): RouteLocationRaw | null {
  if (login === 'supervisor') return { name: 'onsite' };
  if (message.kind === 'filing_submitted' && message.subjectId !== null) return { name: 'case', params: { case: message.subjectId } };
  if (message.kind === 'phone_change_asked') return { name: 'phone-changes' };
  if (message.scopeId === null) return null;
  const params = { project: message.scopeId };
  if (message.kind === 'filing_decided') return { name: 'project-filing', params };
  const aboutResult = message.kind === 'result_published' || message.kind === 'rating_overtaken';
  return { name: aboutResult ? 'project-results' : 'projects', params };
}
