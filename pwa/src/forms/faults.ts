import { isFilled } from './conditions';
import {
  entriesOf, isUsable, type CalendarField, type ChoiceField, type CodeList, type DecimalField, type Field, type FilesField,
  type MultiChoiceField, type TextField,
} from './definition';
import { canonicalDecimal, compareDecimals, isCanonicalDecimal } from './decimals';

/** What a check needs to know: `today` in the deployment's zone, `YYYY-MM-DD`. */
export type Checking = { lists: readonly CodeList[]; today: string };

/** Where inside the value ("" for all of it, "0" for its first member), and a code of `backend/forms/codes.py`. */
export type Fault = { inside: string; code: string };

const mobile = /^1[3-9][0-9]{9}$/;
const otherPhone = /^(?=.*[0-9])[+0-9 -]{5,20}$/;
const email = /^[^@\s,;<>"]+@[^@\s,;<>".]+(\.[^@\s,;<>".]+)+$/;
const longestEmail = 100;
// Control characters, and the marks that turn the reading direction and so disguise what a text says.
const badInLine = /[\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff]/u;
const badInLines = /[\u2028-\u202e\u2066-\u2069\ufeff]|(?!\n)\p{Cc}/u;

/** The form in which the server will keep a value; one of the wrong type is returned as it came. */
export function normalise(field: Field, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (field.kind === 'phone') {
    const digits = text.replace(/[\s-]/g, '').replace(/^\+86/, '');
    return mobile.test(digits) ? digits : text;
  }
  if (field.kind === 'decimal') return canonicalDecimal(text);
  return field.kind === 'long_text' ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * Everything one field can say of its own value, with the server's codes; nothing of a field that is not filled. What needs
 * look-ups or other fields is the server's to say. Rows are asked field by field.
 */
export function faultsOf(field: Field, given: unknown, checking: Checking): Fault[] {
  const value = normalise(field, given);
  return isFilled(value) ? [...found(field, value, checking)] : [];
}

function* found(field: Field, value: unknown, checking: Checking): Generator<Fault, void> {
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return yield* textFaults(field, value);
    case 'integer':
      return yield* integerFaults(value, field.minimum, field.maximum);
    case 'decimal':
      return yield* decimalFaults(field, value);
    case 'date':
    case 'month':
    case 'year':
      return yield* calendarFaults(field, value, checking.today);
    case 'choice':
      return yield* codeFaults(field, value, '', checking);
    case 'multi_choice':
      return yield* multiChoiceFaults(field, value, checking);
    case 'boolean':
      if (typeof value !== 'boolean') yield whole('bad_type');
      return;
    case 'phone':
      return yield* phoneFaults(value, field.mobile);
    case 'email':
      return yield* emailFaults(value);
    case 'files':
      return yield* filesFaults(field, value);
    case 'list':
      if (!Array.isArray(value)) {
        yield whole('bad_type');
        return;
      }
      return yield* amountFaults(value.length, field.minRows, field.maxRows, 'rows');
    default:
  }
}

const whole = (code: string): Fault => ({ inside: '', code });

function* textFaults(field: TextField, value: unknown): Generator<Fault, void> {
  if (typeof value !== 'string') {
    yield whole('bad_type');
    return;
  }
  if ((field.kind === 'text' ? badInLine : badInLines).test(value)) yield whole('bad_characters');
  // Characters as people count them: an ideograph outside the basic plane is one.
  const length = Array.from(value).length;
  if (length < field.minLength) yield whole('too_short');
  if (length > field.maxLength) yield whole('too_long');
}

function* integerFaults(value: unknown, least: number, most: number): Generator<Fault, void> {
  if (typeof value === 'string') yield whole('bad_number');
  else if (typeof value !== 'number' || !Number.isInteger(value)) yield whole('bad_type');
  else if (value < least) yield whole('too_small');
  else if (value > most) yield whole('too_large');
}

function* decimalFaults(field: DecimalField, value: unknown): Generator<Fault, void> {
  if (typeof value !== 'string') {
    yield whole('bad_type');
    return;
  }
  if (!isCanonicalDecimal(value)) {
    yield whole('bad_number');
    return;
  }
  if ((value.split('.')[1] ?? '').length > field.scale) yield whole('too_many_decimals');
  if (compareDecimals(value, field.minimum) < 0) yield whole('too_small');
  if (compareDecimals(value, field.maximum) > 0) yield whole('too_large');
}

const shapes = {
  date: { shape: /^\d{4}-\d{2}-\d{2}$/, code: 'bad_date' },
  month: { shape: /^\d{4}-(0[1-9]|1[0-2])$/, code: 'bad_month' },
  year: { shape: /^\d{4}$/, code: 'bad_year' },
} as const;

function* calendarFaults(field: CalendarField, value: unknown, today: string): Generator<Fault, void> {
  if (typeof value !== 'string') {
    yield whole('bad_type');
    return;
  }
  const { shape, code } = shapes[field.kind];
  if (!shape.test(value) || !exists(value)) yield whole(code);
  else if (field.past && value > today.slice(0, value.length)) yield whole('in_future');
}

/** Years outside 1900 to 2199 are slips of the hand (0204 for 2024). */
function exists(value: string): boolean {
  const year = Number(value.slice(0, 4));
  if (year < 1900 || year > 2199) return false;
  if (value.length < 10) return true;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}

function* codeFaults(
  field: ChoiceField | MultiChoiceField, code: unknown, inside: string, checking: Checking,
): Generator<Fault, void> {
  if (typeof code !== 'string') {
    yield { inside, code: 'bad_type' };
    return;
  }
  const entry = entriesOf(field, checking.lists).find((one) => one.code === code);
  if (entry === undefined) yield { inside, code: 'unknown_choice' };
  else if (!isUsable(entry, checking.today)) yield { inside, code: 'retired_choice' };
}

function* multiChoiceFaults(field: MultiChoiceField, value: unknown, checking: Checking): Generator<Fault, void> {
  if (!Array.isArray(value)) {
    yield whole('bad_type');
    return;
  }
  for (const [place, code] of value.entries()) yield* codeFaults(field, code, String(place), checking);
  if (new Set(value.map(String)).size < value.length) yield whole('duplicate_choice');
  yield* amountFaults(value.length, field.minChoices, field.maxChoices, 'choices');
}

function* amountFaults(amount: number, least: number, most: number, of: 'rows' | 'choices' | 'files'): Generator<Fault, void> {
  if (amount < least) yield whole(`too_few_${of}`);
  if (amount > most) yield whole(`too_many_${of}`);
}

function* phoneFaults(value: unknown, onlyMobile: boolean): Generator<Fault, void> {
  if (typeof value !== 'string') yield whole('bad_type');
  else if (!mobile.test(value) && !otherPhone.test(value)) yield whole('bad_phone');
  else if (onlyMobile && !mobile.test(value)) yield whole('not_mobile');
}

function* emailFaults(value: unknown): Generator<Fault, void> {
  if (typeof value !== 'string') yield whole('bad_type');
  else if (Array.from(value).length > longestEmail) yield whole('too_long');
  else if (!email.test(value)) yield whole('bad_email');
}

function* filesFaults(field: FilesField, value: unknown): Generator<Fault, void> {
  if (!Array.isArray(value)) {
    yield whole('bad_type');
    return;
  }
  if (new Set(value.map((file) => JSON.stringify(file))).size < value.length) yield whole('duplicate_file');
  yield* amountFaults(value.length, field.minFiles, field.maxFiles, 'files');
}

/** What is wrong with a file before a byte of it was read; null if nothing is. `size` in bytes. */
export function fileFault(field: FilesField, name: string, size: number): string | null {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (!field.extensions.includes(extension)) return 'file_kind';
  if (size === 0) return 'file_empty';
  if (size > field.maxMb * 1_000_000) return 'file_too_large';
  return name.length > 200 || /[/\\]/.test(name) || badInLine.test(name) ? 'bad_file_name' : null;
}
