import type { Filing, FilingCounts, ProjectFilter, Rating } from '@/api/types';

/** What can be sorted by; a minus means the largest or newest first. */
export const sorts = ['start', 'no', 'filed', 'first', 'latest', 'look', 'complete'] as const;
export type Sort = (typeof sorts)[number];
export type Order = Sort | `-${Sort}`;
export type RatingChoice = '' | 'unrated' | Rating;
export type FilingChoice = '' | Filing;

/** How the list is narrowed and sorted; empty where it is not. */
export type Asked = {
  q: string;
  state: ProjectFilter;
  filing: FilingChoice;
  from: string;
  to: string;
  rating: RatingChoice;
  published: '' | 'true' | 'false';
  sort: Order;
};

export const everything: Readonly<Asked> = {
  q: '',
  state: 'all',
  filing: '',
  from: '',
  to: '',
  rating: '',
  published: '',
  sort: '-start',
};

/** What was chosen behind the button, so that it can say how many; at a desk the filing's state is in sight. */
export function chosenBehind(asked: Asked, filingToo: boolean): number {
  const inRange = asked.from !== '' || asked.to !== '';
  return [filingToo && asked.filing !== '', inRange, asked.rating !== '', asked.published !== ''].filter(Boolean).length;
}

export function isNarrowed(asked: Asked): boolean {
  return asked.q.trim() !== '' || asked.state !== 'all' || chosenBehind(asked, true) > 0;
}

/** Pure. The states of filing to choose from, with how many there are; only a unit sees what was never filed. */
export function filingChoices(
  counts: FilingCounts | null,
  seesDrafts: boolean,
): readonly { value: FilingChoice; count: number | null }[] {
  const of = (name: keyof FilingCounts): number | null => (counts === null ? null : counts[name]);
  const all = counts === null ? null : Object.values(counts).reduce((sum, n) => sum + n, 0);
  return [
    { value: '', count: all },
    ...(seesDrafts ? [{ value: 'not_filed' as const, count: of('notFiled') }] : []),
    { value: 'in_review', count: of('inReview') },
    { value: 'approved', count: of('approved') },
    { value: 'rejected', count: of('rejected') },
    { value: 'returned', count: of('returned') },
  ];
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
