import { isFilled } from './conditions';
import { entriesOf, type CodeList, type Field, type Language, type NamedFile } from './definition';

/** What is needed to say a value in words. `names`: of the organisations and regions a document refers to, by id. */
export type Telling = { lists: readonly CodeList[]; names: Readonly<Record<string, string>>; language: Language };

const answers = { zh: { yes: '是', no: '否' }, en: { yes: 'Yes', no: 'No' } } as const;
const between = { zh: '、', en: ', ' } as const;

/** A value in words; empty where nothing is filled in. What this version does not understand is told as it is. */
export function showValue(field: Field, value: unknown, telling: Telling): string {
  if (!isFilled(value)) return '';
  switch (field.kind) {
    case 'choice':
      return labelOf(field, value, telling);
    case 'multi_choice':
      return listOf(value).map((code) => labelOf(field, code, telling)).join(between[telling.language]);
    case 'boolean':
      return answers[telling.language][value === true ? 'yes' : 'no'];
    case 'organisation':
    case 'region':
      return telling.names[plain(value)] ?? plain(value);
    case 'files':
      return filesOf(value).map((file) => file.name).join(between[telling.language]);
    case 'phone':
      return maskPhone(plain(value));
    default:
      return plain(value);
  }
}

const shortestMasked = 9;

/** Pure. A number as previews show it, for example 138****2046; one that is masked stays as it is. */
export function maskPhone(phone: string): string {
  return phone.length < shortestMasked ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** The files of a value; anything else in it is left out. */
export function filesOf(value: unknown): readonly NamedFile[] {
  return Array.isArray(value) ? value.filter(isFile) : [];
}

function isFile(value: unknown): value is NamedFile {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'name' in value && 'size' in value;
}

function labelOf(field: Parameters<typeof entriesOf>[0], code: unknown, telling: Telling): string {
  const entry = entriesOf(field, telling.lists).find((one) => one.code === code);
  return entry?.label[telling.language] ?? plain(code);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
