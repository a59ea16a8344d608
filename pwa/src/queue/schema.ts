import type { DBSchema } from 'idb';
import type { ConsentFact } from '@/api/consents';
import type { Assignment, CommitmentFact, LecturerFact, Manifest, Ticket } from '@/api/onsite-types';
import type { TimeSighting } from '@/api/time';
import type { Me, ServerKey } from '@/api/types';

/**
 * Where a queued fact stands.
 *
 * `local`: safe on this phone, unknown to the server. `accepted`: the server knows it and awaits its bytes.
 * `delivered`: the server has the bytes, but no receipt of it has been verified here. `stored`: on the server for good,
 * the copy on the phone is deleted. `refused` and `conflict` stay on the phone until their owner exports or discards them.
 */
export type FactState = 'local' | 'accepted' | 'delivered' | 'stored' | 'refused' | 'conflict';

type Queued = { personId: string; state: FactState; /** Why it was refused; null otherwise. */ code: string | null };

export type CaptureRecord = Queued & {
  id: string;
  assignmentId: string;
  slotId: string;
  item: Manifest['item'];
  /** Exact UTF-8 bytes of the manifest: these were signed, these are sent. */
  manifest: ArrayBuffer;
  manifestSha256: string;
  signature: string;
  keyId: string;
  sha256: string;
  size: number;
  /** Place in the chain of its key, from 0; also the order of sending. */
  number: number;
  /** Corrected time of the shutter, for showing; the server makes its own estimate. */
  takenAt: number;
  position: Manifest['position'];
  noPosition: Manifest['noPosition'];
  /** Wall time at which its bytes last set out; null while the server certainly lacks them. */
  sendingAt: number | null;
  receipt: string | null;
};

export type CommitmentRecord = Queued & {
  fact: CommitmentFact;
  id: string;
  /** The drawn signature (PNG); null once the server has it. */
  bytes: ArrayBuffer | null;
};

/** `number` is the order of making: a row must be added before it is removed. */
export type LecturerRecord = Queued & { fact: LecturerFact; id: string; number: number };

export type KeyRecord = {
  personId: string;
  keyId: string;
  privateKey: CryptoKey;
  /** Raw 65-byte point, base64url. */
  publicKey: string;
  /** The server's signed word that it knows the key; null until it has been registered. */
  certificate: string | null;
};

/** The end of the chain of manifests signed with one key. */
export type HeadRecord = { keyId: string; manifestSha256: string; count: number };

export type TicketRecord = Ticket & { personId: string; keyId: string };

export type AssignmentsRecord = { personId: string; serverAt: number; assignments: readonly Assignment[] };

export type DocumentRecord = { personId: string; documentId: string; name: string; type: string; bytes: ArrayBuffer };

/** One for each kind of notice, the newest answer. */
export type ConsentRecord = ConsentFact & { personId: string; state: 'local' | 'stored' | 'refused' };

export type PersonRecord = { id: string; me: Me };

export type MetaRecord = { key: 'current'; personId: string | null } | { key: 'time'; sighting: TimeSighting };

/** Everything the phone keeps. Bytes and thumbnails stand apart from records so that lists never load photos. */
export interface QueueSchema extends DBSchema {
  meta: { key: string; value: MetaRecord };
  people: { key: string; value: PersonRecord };
  keys: { key: string; value: KeyRecord };
  heads: { key: string; value: HeadRecord };
  captures: { key: string; value: CaptureRecord; indexes: { byPerson: string } };
  photos: { key: string; value: { id: string; bytes: ArrayBuffer } };
  thumbs: { key: string; value: { id: string; bytes: ArrayBuffer } };
  commitments: { key: string; value: CommitmentRecord; indexes: { byPerson: string } };
  lecturers: { key: string; value: LecturerRecord; indexes: { byPerson: string } };
  tickets: { key: [string, string]; value: TicketRecord; indexes: { byPerson: string } };
  assignments: { key: string; value: AssignmentsRecord };
  documents: { key: [string, string]; value: DocumentRecord; indexes: { byPerson: string } };
  consents: { key: [string, string]; value: ConsentRecord };
  serverKeys: { key: string; value: ServerKey };
}
