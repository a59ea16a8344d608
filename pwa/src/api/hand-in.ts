import type { Answer } from './answer';
import { request } from './request';
import type { Half, ItemKind } from './types';

export type HandedInState = 'stored' | 'already' | 'waiting' | 'awaiting_bytes' | 'refused' | 'conflict';

/** What became of one photo; place and time are null where its description could not be read. */
export type HandedInPhoto = {
  id: string;
  state: HandedInState;
  code: string | null;
  project: { id: string; no: string; name: string } | null;
  date: string | null;
  half: Half | null;
  item: ItemKind | null;
  name: string | null;
  takenAt: number | null;
};

/** `cutOff`: the file ends too early, more may have been in it. */
export type HandedIn = { cutOff: boolean; items: readonly HandedInPhoto[] };

/** Hundreds of megabytes over an office line. */
const handInTimeoutMs = 3_600_000;

/** Hands in a phone's rescue zip; the same one again changes nothing. */
export function handIn(file: File): Promise<Answer<HandedIn>> {
  return request('POST', '/api/captures/import', { bytes: file, timeoutMs: handInTimeoutMs });
}
