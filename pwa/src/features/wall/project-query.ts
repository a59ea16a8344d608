import type { ProjectFilter, Rating } from '@/api/types';

/** What can be sorted by; a minus means the largest or newest first. */
export const sorts = ['start', 'no', 'filed', 'first', 'latest', 'look', 'complete'] as const;
export type Sort = (typeof sorts)[number];
export type Order = Sort | `-${Sort}`;
export type RatingChoice = '' | 'unrated' | Rating;

/** How the list is narrowed and sorted; empty where it is not. */
export type Asked = {
  q: string;
  state: ProjectFilter;
  from: string;
  to: string;
  rating: RatingChoice;
  published: '' | 'true' | 'false';
  sort: Order;
};

export const everything: Readonly<Asked> = { q: '', state: 'all', from: '', to: '', rating: '', published: '', sort: '-start' };

/** What was chosen behind the button, so that it can say how many. */
export function chosenBehind(asked: Asked): number {
  return [asked.from !== '' || asked.to !== '', asked.rating !== '', asked.published !== ''].filter(Boolean).length;
}

export function isNarrowed(asked: Asked): boolean {
  return asked.q.trim() !== '' || asked.state !== 'all' || chosenBehind(asked) > 0;
}

/** A heading pressed once shows the largest first, twice the smallest. Numbers and dates to come read better the other way. */
export function pressed(sort: Sort, now: Order): Order {
  const first: Order = sort === 'no' ? sort : `-${sort}`;
  return now === first ? (sort === 'no' ? `-${sort}` : sort) : first;
}

export function directionOf(sort: Sort, now: Order): 'ascending' | 'descending' | 'none' {
  if (now === sort) return 'ascending';
  return now === `-${sort}` ? 'descending' : 'none';
}
