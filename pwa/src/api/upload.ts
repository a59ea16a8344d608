import { readProblem, type Answer } from './answer';
import type { BlobAnswer } from './onsite-types';
import { csrfNow } from './request';
import { noteTime } from './time';

/** The slowest line on which a file still arrives; the limit grows with the file. */
const slowestBytesPerSecond = 8_000;
const patienceMs = 60_000;

/**
 * Sends the bytes of a digest, telling how far it is (0 to 1). Never throws. What `request` does for everything else:
 * only that browsers tell the progress of an upload to nobody but `XMLHttpRequest`.
 */
export function uploadBytes(
  sha256: string, bytes: ArrayBuffer, progress: (share: number) => void, signal: AbortSignal,
): Promise<Answer<BlobAnswer>> {
  return new Promise((resolve) => {
    const call = new XMLHttpRequest();
    const stop = (): void => call.abort();
    const end = (answer: Answer<BlobAnswer>): void => {
      signal.removeEventListener('abort', stop);
      resolve(answer);
    };
    call.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    call.onload = () => void read(call).then(end);
    call.onerror = () => end({ kind: 'offline', reason: 'unreachable' });
    call.ontimeout = () => end({ kind: 'offline', reason: 'timeout' });
    call.onabort = () => end({ kind: 'offline', reason: 'aborted' });
    signal.addEventListener('abort', stop);
    call.open('PUT', `/api/blobs/${sha256}`);
    call.timeout = patienceMs + (bytes.byteLength / slowestBytesPerSecond) * 1000;
    call.setRequestHeader('Accept', 'application/json');
    call.setRequestHeader('Content-Type', 'application/octet-stream');
    call.setRequestHeader('X-Halfday-CSRF', csrfNow());
    call.send(bytes);
  });
}

async function read(call: XMLHttpRequest): Promise<Answer<BlobAnswer>> {
  noteTime(call.getResponseHeader('X-Halfday-Time'));
  // The log-in page of a hotel's network answers anything, but not with our header.
  if (call.getResponseHeader('X-Halfday-Time') === null && call.status < 500) return { kind: 'offline', reason: 'unreachable' };
  if (call.status >= 200 && call.status < 300) return { kind: 'ok', status: call.status, value: JSON.parse(call.responseText) as BlobAnswer };
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': call.getResponseHeader('Retry-After') ?? '' };
  return { kind: 'problem', problem: await readProblem(new Response(call.responseText, { status: call.status, headers })) };
}
