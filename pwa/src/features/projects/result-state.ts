import type { Rating, Results } from '@/api/types';

export type Publication = Results['publications'][number];

/** What the public sees: `behind` means that the rating has been changed since it was published. */
export type Standing =
  | { kind: 'unrated' }
  | { kind: 'unpublished' }
  | { kind: 'published'; publication: Publication }
  | { kind: 'behind'; publication: Publication };

/** Pure. A publication names no version of the rating, but it never precedes the rating that it shows. */
export function standingOf(results: Results): Standing {
  const publication = standingPublication(results);
  const rating = results.ratings[0];
  if (rating === undefined) return publication === null ? { kind: 'unrated' } : { kind: 'published', publication };
  if (publication === null) return { kind: 'unpublished' };
  return { kind: rating.at > publication.at ? 'behind' : 'published', publication };
}

export function standingPublication(results: Results): Publication | null {
  return results.publications.find(({ state }) => state === 'standing') ?? null;
}

/** Pure: 基本合格 and 不合格 need an explanation (catalogue 11.6). */
export function noteNeeded(rating: Rating): boolean {
  return rating !== 'qualified';
}

/** Pure: where a form that was not sent puts the focus: on the choice while there is none, else on what is marked. */
export function wrongPlace(rating: Rating | null): string {
  return rating === null ? 'input[type="radio"]' : '[aria-invalid]';
}
