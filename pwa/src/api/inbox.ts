import type { Answer } from './answer';
import type { Channel, Delivery, Notification, Preferences } from './inbox-types';
import type { CountedPage } from './page';
import { request } from './request';

export type InboxPage = CountedPage<Notification> & { unread: number };
export type InboxQuery = { cursor: string | null; limit: number; unread: boolean };
type Unread = { unread: number };

export function listNotifications(query: InboxQuery, signal?: AbortSignal): Promise<Answer<InboxPage>> {
  const { unread, ...rest } = query;
  return request('GET', '/api/notifications', {
    query: { ...rest, unread: unread ? 'true' : null },
    ...(signal === undefined ? {} : { signal }),
  });
}

export function markRead(id: string): Promise<Answer<Unread>> {
  return request('POST', `/api/notifications/${id}/read`);
}

/** Everything up to and including this moment; what has come since stays unread. */
export function markAllRead(until: number): Promise<Answer<Unread>> {
  return request('POST', '/api/notifications/read-all', { json: { until } });
}

export function fetchPreferences(): Promise<Answer<Preferences>> {
  return request('GET', '/api/notifications/preferences');
}

export type PreferencesSent = Pick<Preferences, 'email' | 'emailOn' | 'smsOn' | 'language'>;

export function savePreferences(preferences: PreferencesSent): Promise<Answer<Preferences>> {
  return request('PUT', '/api/notifications/preferences', { json: preferences });
}

export function sendTest(channel: Channel): Promise<Answer<Delivery>> {
  return request('POST', '/api/notifications/test', { json: { channel } });
}

export function fetchDelivery(id: string): Promise<Answer<Delivery>> {
  return request('GET', `/api/notifications/deliveries/${id}`);
}
