import { isFilled, valueOf } from './conditions';
import type { Definition, Field, Values } from './definition';
import { faultsOf, type Checking } from './faults';
import { inOrder, spotOf } from './paths';
import { rowsOf } from './rows';
import { asked, visibleValues } from './visibility';

/** Codes by field path, as the server answers them. */
export type Errors = Readonly<Record<string, readonly string[]>>;

/** Everything single fields can say of themselves, in the whole document. Nothing is said of what is merely missing. */
export function ownErrors(definition: Definition, document: Values, checking: Checking): Errors {
  const found: Record<string, string[]> = {};
  const { fields } = definition.form;
  const outer = visibleValues(fields, document);
  collect(found, '', fields, document, {}, checking);
  for (const field of fields) {
    if (field.kind !== 'list' || !(field.key in outer)) continue;
    rowsOf(document[field.key]).forEach((row, place) => collect(found, `${field.key}.${place}.`, field.fields, row, outer, checking));
  }
  return found;
}

function collect(
  found: Record<string, string[]>, prefix: string, fields: readonly Field[], values: Values, outer: Values, checking: Checking,
): void {
  const { visible } = asked(fields, values, outer);
  for (const field of fields.filter((one) => visible.has(one.key))) {
    for (const { inside, code } of faultsOf(field, valueOf(values, field.key), checking)) {
      const path = prefix + field.key + (inside === '' ? '' : `.${inside}`);
      found[path] = [...(found[path] ?? []), code];
    }
  }
}

/** The codes of a field: its own, and those of its members (`notice_file.0`) where it shows them itself. */
export function codesAt(errors: Errors, path: string, deep = false): readonly string[] {
  const paths = Object.keys(errors).filter((one) => one === path || (deep && one.startsWith(`${path}.`)));
  return [...new Set(paths.flatMap((one) => errors[one] ?? []))];
}

/** Whether anything is wrong at a path or inside of it. */
export function isWrong(errors: Errors, path: string): boolean {
  return Object.keys(errors).some((one) => one === path || one.startsWith(`${path}.`));
}

/** The errors without those of a path and of all inside it: what was complained of has just been changed. */
export function withoutAt(errors: Errors, path: string): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([one]) => one !== path && !one.startsWith(`${path}.`)));
}

/** Where the form opens: the first field, in reading order, that something is wrong with. */
export function firstPath(definition: Definition, paths: readonly string[]): string | null {
  return inOrder(definition, paths.filter((path) => spotOf(definition, path) !== null))[0] ?? null;
}

/** Errors that no field of this form can show; a screen says them as a whole. */
export function strayErrors(definition: Definition, errors: Errors): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => spotOf(definition, path) === null));
}

/** The document without what is not filled in, rows included, as the server keeps it. */
export function withoutBlanks(document: Values): Values {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => isFilled(value)));
}
