/** How many rows all pages hold together; with `more`, at least one more than `n`, for counting went no further. */
export type Total = { n: number; more: boolean };

/** A page of a list that is counted; the total comes with the first page alone. */
export type CountedPage<T> = { items: readonly T[]; next: string | null; total: Total | null };
