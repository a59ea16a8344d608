import type { Values } from '@/forms/definition';

/** What somebody typed and the server does not have: of one person, one form, one thing it is about (null: a new one). */
export type Unsent = { document: Values; version: number; at: number };

const prefix = 'halfday.unsent';
/** Where the browser keeps nothing: for the life of the page. */
const fleeting = new Map<string, string>();

function keyOf(personId: string, form: string, thing: string | null): string {
  return `${prefix}.${personId}.${form}.${thing ?? 'new'}`;
}

/** What is kept on this device; null where there is nothing, or nothing readable. */
export function readUnsent(personId: string, form: string, thing: string | null): Unsent | null {
  try {
    const key = keyOf(personId, form, thing);
    const kept: unknown = JSON.parse(fleeting.get(key) ?? localStorage.getItem(key) ?? 'null');
    return isUnsent(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps it, over what was kept before. False where this browser keeps nothing (a full store, some private windows). */
export function keepUnsent(personId: string, form: string, thing: string | null, unsent: Unsent): boolean {
  const [key, text] = [keyOf(personId, form, thing), JSON.stringify(unsent)];
  try {
    localStorage.setItem(key, text);
    fleeting.delete(key);
    return true;
  } catch {
    fleeting.set(key, text);
    return false;
  }
}

export function forgetUnsent(personId: string, form: string, thing: string | null): void {
  forget(keyOf(personId, form, thing));
}

/** What is kept of one form about things whose names begin alike. */
export function unsentUnder(personId: string, form: string, beginning: string): string[] {
  const whole = keyOf(personId, form, '');
  return keysOf(personId).filter((key) => key.startsWith(whole + beginning)).map((key) => key.slice(whole.length));
}

/** How many forms of a person are kept on this device only. */
export function countUnsentForms(personId: string): number {
  return keysOf(personId).length;
}

/** Log-out: on a shared computer nothing of a person stays. */
export function forgetUnsentForms(personId: string): void {
  keysOf(personId).forEach(forget);
}

function forget(key: string): void {
  fleeting.delete(key);
  localStorage.removeItem(key);
}

function keysOf(personId: string): string[] {
  const stored = Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place) ?? '');
  return [...new Set([...stored, ...fleeting.keys()])].filter((key) => key.startsWith(`${prefix}.${personId}.`));
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null || !('document' in value) || !('at' in value) || !('version' in value)) return false;
  return typeof value.document === 'object' && value.document !== null && typeof value.at === 'number' && typeof value.version === 'number';
}
