/** A dictionary with exactly the keys of another. */
export type Translation<D> = Readonly<Record<keyof D, string>>;
