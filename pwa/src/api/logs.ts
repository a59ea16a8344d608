import type { Answer } from './answer';
import type { CountedPage } from './page';
import { request } from './request';
import type { Half, ItemKind, NoPosition, Position, Verdict } from './types';

/** The logs of catalogue 15 that the server reads out, newest first. */
export type LogKey = 'login' | 'operation' | 'login-code' | 'capture' | 'reveal' | 'file';

export type Named = { id: string; name: string };
export type ProjectNamed = Named & { no: string };

export type LoginLogRow = {
  id: string;
  at: number;
  way: string;
  result: string;
  /** The masked phone. */
  account: string;
  person: Named | null;
  roles: readonly string[];
  address: string;
  client: string;
};

export type OperationLogRow = {
  id: string;
  at: number;
  module: string;
  action: string;
  actor: Named | null;
  role: string;
  organisation: Named | null;
  project: ProjectNamed | null;
  /** Whom it is about. */
  person: Named | null;
  record: string;
  data: Readonly<Record<string, unknown>>;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
  erasedAt: number | null;
  address: string;
};

export type LoginCodeLogRow = {
  id: string;
  at: number;
  action: 'issued' | 'reissued' | 'replaced' | 'used' | 'refused';
  actor: Named | null;
  account: string;
  lead: Named | null;
  project: ProjectNamed | null;
  address: string;
  client: string;
};

/** Of what was refused only the reason is known (`code`), and of the rest what its signatures proved. */
export type CaptureLogRow = {
  id: string;
  project: ProjectNamed | null;
  date: string | null;
  half: Half | null;
  item: ItemKind | null;
  person: Named | null;
  arrivedAt: number;
  verdict: Verdict | 'refused';
  code: string | null;
  manifestSha256: string;
  device: { keyId: string; label: string } | null;
  camera: 'frame' | 'fallback' | null;
  takenFrom: number | null;
  takenUntil: number | null;
  takenAt: number | null;
  bytesAt: number | null;
  position: Position | null;
  noPosition: NoPosition | 'removed' | null;
  distanceM: number | null;
  sha256: string | null;
};

export type RevealLogRow = {
  id: string;
  at: number;
  actor: Named | null;
  role: string;
  record: string;
  person: Named | null;
  field: string;
  /** A code of why it was asked for; empty where nobody was asked. */
  purpose: string;
  address: string;
};

type FileKind = 'photo' | 'drawing' | 'notice' | 'schedule' | 'bundle' | 'export' | 'bytes';

export type FileLogRow = {
  id: string;
  at: number;
  action: 'uploaded' | 'downloaded' | 'previewed' | 'deleted';
  actor: Named | null;
  role: string;
  record: string;
  file: { kind: FileKind; name: string | null; item: ItemKind | null; date: string | null; half: Half | null };
  project: ProjectNamed | null;
  sha256: string | null;
  size: number | null;
  variant: string | null;
  /** A code of why it was deleted. */
  reason: string | null;
  address: string;
};

export type LogRows = {
  login: LoginLogRow;
  operation: OperationLogRow;
  'login-code': LoginCodeLogRow;
  capture: CaptureLogRow;
  reveal: RevealLogRow;
  file: FileLogRow;
};

export type LogPage<K extends LogKey> = CountedPage<LogRows[K]>;

/** Instants, `until` excluded; which of the others a log takes depends on the log. */
export type LogQuery = {
  from: number | null;
  until: number | null;
  person: string | null;
  project: string | null;
  organisation: string | null;
  record: string | null;
  module: string | null;
  /** A result, an action or a kind of event, as the log has it. */
  kind: string | null;
  cursor: string | null;
  limit: number;
};

/** By which names the logs take who it was and what became of it; the rest is the same for all. */
const names: Readonly<Record<LogKey, { person: string; kind: string }>> = {
  login: { person: 'person', kind: 'result' },
  operation: { person: 'actor', kind: 'action' },
  'login-code': { person: 'person', kind: 'action' },
  capture: { person: 'person', kind: 'result' },
  reveal: { person: 'actor', kind: 'action' },
  file: { person: 'actor', kind: 'action' },
};

export function readLog<K extends LogKey>(log: K, wanted: LogQuery, signal?: AbortSignal): Promise<Answer<LogPage<K>>> {
  const { person, kind, ...same } = wanted;
  return request('GET', `/api/logs/${log}`, {
    query: { ...same, [names[log].person]: person, [names[log].kind]: kind },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The log-in log of one account, which is a phone and so goes in the body. */
export function searchLogins(account: string, wanted: LogQuery, signal?: AbortSignal): Promise<Answer<LogPage<'login'>>> {
  const { from, until, kind, cursor, limit } = wanted;
  return request('POST', '/api/logs/login/search', {
    json: { account, from, until, result: kind, cursor, limit },
    ...(signal === undefined ? {} : { signal }),
  });
}

export type Things = { people: readonly Named[]; organisations: readonly Named[]; projects: readonly ProjectNamed[] };

/** What a log can be narrowed to, by part of a name or number. */
export function findThings(text: string, signal?: AbortSignal): Promise<Answer<Things>> {
  return request('POST', '/api/logs/find', { json: { text }, ...(signal === undefined ? {} : { signal }) });
}

