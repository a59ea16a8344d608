export type Params = Readonly<Record<string, string | number>>;

const place = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** Fills `{name}` with a value, and `{n|photo|photos}` with the form that fits the number. */
export function fillIn(text: string, params: Params): string {
  return text.replace(place, (_whole, name: string, one: string | undefined, many: string | undefined) => {
    const value = params[name] ?? '';
    if (one === undefined || many === undefined) return String(value);
    return value === 1 ? one : many;
  });
}

/** Whether every place of the text has a value. */
export function isFilledBy(text: string, params: Params): boolean {
  return [...text.matchAll(place)].every(([, name]) => name !== undefined && name in params);
}
