import type { Answer } from './answer';
import type { BlobAnswer, CaptureAnswer, SignedManifest } from './onsite-types';
import { request, type Authorize } from './request';
import type { CaptureDetail } from './wall-types';

/** At most this many manifests go in one request. */
export const captureBatchSize = 50;

/** A few megabytes over the network of a hotel. */
const transferTimeoutMs = 180_000;

/** Answers item by item, in the order sent. */
export async function sendManifests(
  items: readonly SignedManifest[],
  sentAt: number,
  authorize: Authorize | null = null,
): Promise<Answer<{ items: readonly CaptureAnswer[] }>> {
  const [path, json] = ['/api/captures', { sentAt, items }];
  if (authorize === null) return request('POST', path, { json });
  const body = new TextEncoder().encode(JSON.stringify(json));
  return request('POST', path, { json, authorization: await authorize('POST', path, body) });
}

export function putBlob(sha256: string, bytes: ArrayBuffer, signal?: AbortSignal): Promise<Answer<BlobAnswer>> {
  return request('PUT', `/api/blobs/${sha256}`, {
    bytes,
    timeoutMs: transferTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** `ok` only when this person has already brought these bytes to the server. */
export function hasBlob(sha256: string): Promise<Answer<void>> {
  return request('HEAD', `/api/blobs/${sha256}`);
}

export function ruleOnCapture(
  id: string,
  verdict: 'accepted' | 'questioned',
  reason: string,
): Promise<Answer<CaptureDetail>> {
  return request('POST', `/api/captures/${id}/ruling`, { json: { verdict, reason } });
}

export type PhotoVariant = 'original' | 'stamped' | 'thumb';

/** A problem `being_checked` or `being_prepared` means "not yet": ask again after its `retryAfterMs`. */
export function fetchPhoto(id: string, variant: PhotoVariant, signal: AbortSignal): Promise<Answer<Blob>> {
  return request('GET', `/api/captures/${id}/photo`, {
    query: { variant },
    accept: 'picture',
    timeoutMs: transferTimeoutMs,
    signal,
  });
}

/** For an `<img>` where a missing picture may simply stay missing. */
export function photoUrl(id: string, variant: PhotoVariant): string {
  return `/api/captures/${id}/photo?variant=${variant}`;
}
