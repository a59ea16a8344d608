import type { Organisation, OrganisationSent, PersonChange, PersonSent } from '@/api/admin-types';
import type { CodeList, Definition, Language, Values } from '@/forms/definition';
import type { Errors } from '@/forms/errors';

const wire: Readonly<Record<string, string>> = { idType: 'id_type', idNumber: 'id_number' };
const text = (values: Values, key: string): string => (typeof values[key] === 'string' ? values[key] : '');
const dayOrNull = (values: Values, key: string): string | null => text(values, key) || null;

/** Pure. A definition with only these fields, and of a code list only these codes. */
export function partOf(
  definition: Definition, keys: readonly string[], codes: Readonly<Record<string, readonly string[]>> = {},
): Definition {
  const fields = definition.form.fields.filter((field) => keys.includes(field.key));
  const filled = definition.form.sections.filter((section) => fields.some((field) => field.section === section.key));
  // A single section needs no heading beside that of the dialog.
  const sections = filled.length > 1 ? filled : [];
  const lists = definition.lists.map((list) => {
    const kept = codes[list.key];
    return kept === undefined ? list : { ...list, entries: list.entries.filter((entry) => kept.includes(entry.code)) };
  });
  return { form: { ...definition.form, fields, sections, checks: [] }, lists };
}

/** Pure. What the server complains of, by the keys of the form. */
export function formErrors(errors: Errors): Errors {
  return Object.fromEntries(Object.entries(errors).map(([path, codes]) => [wire[path] ?? path, codes]));
}

export function organisationValues(shown: Organisation): Values {
  const { code, name, kind, level, district } = shown;
  return { code: code ?? undefined, name, kind, level: level || undefined, district: district || undefined };
}

export function organisationSent(values: Values, parentId: string | null): OrganisationSent {
  return {
    name: text(values, 'name'),
    kind: text(values, 'kind'),
    code: text(values, 'code'),
    level: text(values, 'level'),
    district: text(values, 'district'),
    parentId,
  };
}

export function personSent(values: Values, organisationId: string, shared: boolean): PersonSent {
  return {
    name: text(values, 'name'),
    phone: text(values, 'phone'),
    idType: text(values, 'id_type'),
    idNumber: text(values, 'id_number'),
    email: text(values, 'email'),
    organisationId,
    role: text(values, 'role'),
    from: dayOrNull(values, 'from'),
    until: dayOrNull(values, 'until'),
    shared,
  };
}

/** Pure. Masked values are not sent back: only what was filled in anew is, or `cleared`. */
export function personChange(values: Values, before: { name: string }, cleared: ReadonlySet<string>): PersonChange {
  const fresh = (key: string): string | null => (cleared.has(key) ? '' : text(values, key).trim() || null);
  const name = text(values, 'name').trim();
  const idNumber = fresh('id_number');
  return {
    name: name === before.name ? null : name,
    idType: idNumber === null || idNumber === '' ? null : text(values, 'id_type'),
    idNumber,
    email: fresh('email'),
  };
}

/** The words of a code in the definition's own lists; the code itself where they do not have it. */
export function labelOf(lists: readonly CodeList[], list: string, code: string, language: Language): string {
  return lists.find((one) => one.key === list)?.entries.find((entry) => entry.code === code)?.label[language] ?? code;
}
