import { shallowReactive } from 'vue';
import type { Thing } from './views/view';

/** Names of what a log was narrowed to, as far as this page has seen them: the address holds the id alone. */
const names = shallowReactive(new Map<string, string>());

export function noteName(thing: Pick<Thing, 'id' | 'name'>): void {
  if (names.get(thing.id) !== thing.name) names.set(thing.id, thing.name);
}

export function nameOf(id: string): string | null {
  return names.get(id) ?? null;
}
