import type { Answer } from './answer';
import { request } from './request';

/** Where an address is: 1e-7 degrees in the datum its provider speaks. */
export type FoundPlace = { address: string; latE7: number; lonE7: number; datum: string };

/** Places of an address; `configured` is false where the server has nobody to ask. Empty `q` only asks that. */
export function findPlaces(q: string): Promise<Answer<{ configured: boolean; items: readonly FoundPlace[] }>> {
  return request('GET', '/api/places', { query: { q } });
}
