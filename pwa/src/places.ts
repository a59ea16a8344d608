import { watchesEverything } from './access';
import { administers } from './admin-access';
import type { RoleKey } from './api/types';

export type Place = 'unit-home' | 'projects' | 'tasks' | 'published' | 'admin' | 'logs' | 'messages' | 'settings';
type Roles = ReadonlySet<RoleKey>;

/** As many as stand beside one another on a phone; where there are more, the last opens the rest. */
const most = 5;
/** What is wanted most often goes first into a bar that is too short for all. */
const urgency: readonly Place[] = ['unit-home', 'projects', 'tasks', 'messages', 'admin', 'logs', 'published', 'settings'];

/** Pure: the places that these roles have, in the order of the bar. */
export function placesOf(roles: Roles): readonly Place[] {
  const judges = roles.has('cme_authority');
  const supervises = judges || roles.has('cme_institution');
  return [
    ...(supervises && !judges ? (['unit-home'] as const) : []),
    ...(supervises ? (['projects'] as const) : []),
    ...(supervises || administers(roles) ? (['tasks'] as const) : []),
    ...(supervises ? (['published'] as const) : []),
    ...(administers(roles) ? (['admin'] as const) : []),
    ...(watchesEverything(roles) ? (['logs'] as const) : []),
    'messages',
    'settings',
  ];
}

/** Pure: what a phone's bar shows, and what lies behind its last tab: nothing, or at least two. */
export function barOf(places: readonly Place[]): { shown: readonly Place[]; rest: readonly Place[] } {
  if (places.length <= most) return { shown: places, rest: [] };
  const first = new Set([...places].sort((a, b) => urgency.indexOf(a) - urgency.indexOf(b)).slice(0, most - 1));
  return { shown: places.filter((place) => first.has(place)), rest: places.filter((place) => !first.has(place)) };
}

/** Pure: the place in which a screen lies; the logs of those who have no place for them lie in the settings. */
export function placeOf(path: string, places: readonly Place[]): Place | null {
  const [, first = ''] = path.split('/');
  if (first === 'logs') return places.includes('logs') ? 'logs' : 'settings';
  return named[first] ?? null;
}

const named: Readonly<Record<string, Place>> = {
  home: 'unit-home',
  projects: 'projects',
  inbox: 'tasks',
  cases: 'tasks',
  published: 'published',
  admin: 'admin',
  messages: 'messages',
  settings: 'settings',
};
