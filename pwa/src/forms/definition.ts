import type { Label, Values } from '@/api/case-types';

/**
 * A form as the server defines it (`GET /api/forms/{key}`, `GET /api/definitions/{digest}`): fields, kinds, limits,
 * conditions, with the code lists it uses. Pure: nothing in this folder knows Vue.
 */
export type { Label, Values };
export type Language = keyof Label;

type Scalar = string | number | boolean;

/** Exactly one operator is set; `field` goes with `equals` and `in`. */
export type Condition =
  | { field: string; equals: Scalar }
  | { field: string; in: readonly Scalar[] }
  | { filled: string }
  | { not: Condition }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] };

/** What decides whether a field is asked, and whether it must be answered. */
export type Asking = {
  key: string;
  required?: boolean;
  requiredWhen?: Condition | null;
  visibleWhen?: Condition | null;
};

type Common = Asking & { label: Label; help?: Label | null; section?: string | null };

/** One code of a list; `parent` is the code above it in a tree, days are `YYYY-MM-DD`. */
export type Entry = {
  code: string;
  label: Label;
  parent: string | null;
  order: number;
  active: boolean;
  validFrom: string | null;
  validTo: string | null;
  aliases?: readonly string[];
};

export type TextField = Common & { kind: 'text' | 'long_text'; minLength: number; maxLength: number };
export type IntegerField = Common & { kind: 'integer'; minimum: number; maximum: number };
export type DecimalField = Common & { kind: 'decimal'; scale: number; minimum: string; maximum: string };
/** `past`: nothing after today. */
export type CalendarField = Common & { kind: 'date' | 'month' | 'year'; past: boolean };
export type ChoiceField = Common & { kind: 'choice'; codeList: string | null; choices: readonly Entry[] };
export type MultiChoiceField = Common & {
  kind: 'multi_choice';
  codeList: string | null;
  choices: readonly Entry[];
  minChoices: number;
  maxChoices: number;
};
export type BooleanField = Common & { kind: 'boolean' };
/** `mobile`: only a mainland mobile will do. */
export type PhoneField = Common & { kind: 'phone'; mobile: boolean };
export type EmailField = Common & { kind: 'email' };
export type ReferenceField = Common & { kind: 'organisation' | 'region' };
export type FilesField = Common & {
  kind: 'files';
  extensions: readonly string[];
  maxMb: number;
  minFiles: number;
  maxFiles: number;
};
export type RowsField = Common & { kind: 'list'; fields: readonly Field[]; minRows: number; maxRows: number };

/** Every kind this version knows. A server may name others: they are shown as they are and never lost. */
export type Field =
  | TextField
  | IntegerField
  | DecimalField
  | CalendarField
  | ChoiceField
  | MultiChoiceField
  | BooleanField
  | PhoneField
  | EmailField
  | ReferenceField
  | FilesField
  | RowsField;
export type Kind = Field['kind'];

export type Section = { key: string; title: Label };
export type CodeList = { key: string; title: Label; entries: readonly Entry[] };

/** A check over several fields: the server's to judge; a screen may use it to offer only what fits. */
export type Check = { check: string; within?: string | null; field?: string; start?: string; end?: string };

export type FormDefinition = {
  key: string;
  title: Label;
  sections: readonly Section[];
  fields: readonly Field[];
  checks?: readonly Check[];
};

/** A form together with its code lists. */
export type Definition = { form: FormDefinition; lists: readonly CodeList[] };

/** A stored file as a document names it; `size` in bytes. */
export type NamedFile = { sha256: string; name: string; size: number };

export type FieldGroup = { key: string; title: Label | null; fields: readonly Field[] };

/** The fields by section, in the order of the sections; what names none (or an unknown one) comes last. */
export function groupsOf(form: FormDefinition): FieldGroup[] {
  const known = new Set(form.sections.map((section) => section.key));
  const groups: FieldGroup[] = form.sections.map((section) => ({
    key: section.key,
    title: section.title,
    fields: form.fields.filter((field) => field.section === section.key),
  }));
  const rest = form.fields.filter((field) => !known.has(field.section ?? ''));
  return [...groups, { key: '', title: null, fields: rest }].filter((group) => group.fields.length > 0);
}

/** The entries a choice may take, in their order. */
export function entriesOf(field: ChoiceField | MultiChoiceField, lists: readonly CodeList[]): readonly Entry[] {
  const entries = field.codeList === null ? field.choices : (lists.find((list) => list.key === field.codeList)?.entries ?? []);
  return [...entries].sort((one, other) => one.order - other.order);
}

/** Whether a new answer may take the entry; both days of its validity are included. `today`: `YYYY-MM-DD`. */
export function isUsable(entry: Entry, today: string): boolean {
  return entry.active && (entry.validFrom ?? '') <= today && (entry.validTo ?? '9999') >= today;
}
