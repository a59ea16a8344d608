import type { Answer } from './answer';
import { request } from './request';

/** A person's answer to one version of a notice. */
export type ConsentFact = { id: string; kind: 'camera_position'; version: string; given: boolean; wall: number };

/** The same fact again gives the same answer. */
export function sendConsent(fact: ConsentFact): Promise<Answer<{ id: string; state: 'stored' }>> {
  return request('POST', '/api/consents', { json: fact });
}
