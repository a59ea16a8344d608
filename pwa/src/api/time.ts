import { fromBase64Url } from './bytes';
import { newId } from './ids';

/**
 * The newest server time this document has heard, with the phone's own two clocks at that moment.
 *
 * A photo's manifest names all of it, so that the server can judge when the photo was taken (design §4).
 */
export type TimeSighting = {
  /** The signed time token, to be passed on verbatim. */
  token: string;
  /** What the token says, milliseconds since 1970. */
  serverAt: number;
  /** `Date.now()` at receipt. */
  wall: number;
  /** `performance.now()` at receipt; comparable only within the same document. */
  monotonicMs: number;
  /** The document (page load) that received the token. */
  document: string;
};

/** Identity of this page load. A monotonic clock means nothing outside of it. */
export const documentId = newId();

type Listener = (sighting: TimeSighting) => void;

let newest: TimeSighting | null = null;
const listeners = new Set<Listener>();

/** Called by `request()` with the `X-Halfday-Time` header of every answer. */
export function noteTime(token: string | null): void {
  if (token === null) return;
  const serverAt = readTokenTime(token);
  if (serverAt === null || (newest !== null && serverAt < newest.serverAt)) return;
  const sighting = { token, serverAt, wall: Date.now(), monotonicMs: performance.now(), document: documentId };
  newest = sighting;
  listeners.forEach((listener) => listener(sighting));
}

/** The newest sighting of this document; null before its first contact with the server. */
export function newestTime(): TimeSighting | null {
  return newest;
}

/** Tells of every newer token; the phone queue keeps it across page loads. Answers the way to stop. */
export function onTime(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The server's time as well as this document can know it: for countdowns, never for evidence. */
export function serverNow(): number {
  if (newest === null) return Date.now();
  return Math.round(newest.serverAt + performance.now() - newest.monotonicMs);
}

/** The `at` of a token `kid.payload.sig`, unverified; null when it cannot be read. */
export function readTokenTime(token: string): number | null {
  try {
    const text = new TextDecoder().decode(fromBase64Url(token.split('.')[1] ?? ''));
    const payload: unknown = JSON.parse(text);
    if (typeof payload !== 'object' || payload === null || !('at' in payload)) return null;
    return typeof payload.at === 'number' ? payload.at : null;
  } catch {
    return null;
  }
}
