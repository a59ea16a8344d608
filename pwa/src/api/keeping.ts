import type { Answer } from './answer';
import type { CountedPage } from './page';
import { request } from './request';

/** A kind of thing kept for `days` (0: for ever) as the variable `setting` says; `due` of it go with the next run. */
export type KeptKind = { kind: string; days: number; due: number; setting: string };
export type RetentionRun = { id: string; at: number; removed: readonly { kind: string; number: number; days: number }[] };
export type Retention = { kinds: readonly KeptKind[]; runs: readonly RetentionRun[] };

export type Held = 'project' | 'person';
/** Empty `no` and `name`: a project that is no more. */
export type HeldNamed = { id: string; no: string; name: string };
export type Hold = {
  id: string;
  held: Held;
  subject: HeldNamed;
  reason: string;
  placedBy: string;
  placedAt: number;
  releaseReason: string;
  releasedBy: string;
  releasedAt: number | null;
};
export type HoldPage = CountedPage<Hold>;
/** `by`: who ordered it; empty where it is whoever is logged in. */
export type Order = { reason: string; by: string };
export type HoldQuery = { subject?: string; released: boolean; cursor: string | null; limit: number };

/** A code of what stands against erasing somebody, and what it is about. */
export type Against = { code: string; about: Readonly<Record<string, string>> };
export type ErasedPart = { kind: string; number: number };
export type Erasure = { parts: readonly ErasedPart[]; against: readonly Against[] };
/** `compacted`: nothing is left in unused pages of the database either. */
export type ErasureDone = { parts: readonly ErasedPart[]; compacted: boolean };

/** Every filing is looked through for the person. */
const eraseTimeoutMs = 120_000;

export function fetchRetention(): Promise<Answer<Retention>> {
  return request('GET', '/api/retention');
}

export function listHolds(query: HoldQuery, signal?: AbortSignal): Promise<Answer<HoldPage>> {
  return request('GET', '/api/holds', { query: { ...query, released: String(query.released) }, ...(signal === undefined ? {} : { signal }) });
}

/** Refused as `already_held` where one is in force. */
export function placeHold(held: Held, subjectId: string, order: Order): Promise<Answer<Hold>> {
  return request('POST', '/api/holds', { json: { held, subjectId, ...order } });
}

export function releaseHold(id: string, order: Order): Promise<Answer<Hold>> {
  return request('POST', `/api/holds/${id}/release`, { json: order });
}

/** What would go, or what stands against it; changes nothing. */
export function checkErasure(personId: string): Promise<Answer<Erasure>> {
  return request('POST', `/api/people/${personId}/erase/check`, { timeoutMs: eraseTimeoutMs });
}

/** For good. `name` is the person's, as it was typed. */
export function erasePerson(personId: string, name: string): Promise<Answer<ErasureDone>> {
  return request('POST', `/api/people/${personId}/erase`, { json: { name }, timeoutMs: eraseTimeoutMs });
}
