import type { Values } from '@/forms/definition';

/** What somebody typed and the server does not have: of one person, one form, one project (or a new one). */
export type Unsent = { document: Values; version: number; at: number };

const prefix = 'halfday.unsent';

function keyOf(personId: string, form: string, projectId: string | null): string {
  return `${prefix}.${personId}.${form}.${projectId ?? 'new'}`;
}

/** What is kept on this device; null where there is nothing, or nothing readable. */
export function readUnsent(personId: string, form: string, projectId: string | null): Unsent | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId, form, projectId)) ?? 'null');
    return isUnsent(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps it, over what was kept before. False where this browser keeps nothing (a full store, some private windows). */
export function keepUnsent(personId: string, form: string, projectId: string | null, unsent: Unsent): boolean {
  try {
    localStorage.setItem(keyOf(personId, form, projectId), JSON.stringify(unsent));
    return true;
  } catch {
    return false;
  }
}

export function forgetUnsent(personId: string, form: string, projectId: string | null): void {
  localStorage.removeItem(keyOf(personId, form, projectId));
}

/** How many forms of a person are kept on this device only. */
export function countUnsentForms(personId: string): number {
  return keysOf(personId).length;
}

/** Log-out: on a shared computer nothing of a person stays. */
export function forgetUnsentForms(personId: string): void {
  keysOf(personId).forEach((key) => localStorage.removeItem(key));
}

function keysOf(personId: string): string[] {
  const keys = Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place) ?? '');
  return keys.filter((key) => key.startsWith(`${prefix}.${personId}.`));
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null || !('document' in value) || !('at' in value) || !('version' in value)) return false;
  return typeof value.document === 'object' && value.document !== null && typeof value.at === 'number' && typeof value.version === 'number';
}
