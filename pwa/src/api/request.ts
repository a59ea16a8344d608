import { readProblem, type Answer } from './answer';
import { noteTime } from './time';

type Accept = 'json' | 'picture' | 'file';

export type RequestOptions = {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as raw bytes. */
  bytes?: BodyInit;
  query?: Readonly<Record<string, string | number | null | undefined>>;
  /** What a good answer carries; a picture may come from the browser's own cache. */
  accept?: Accept;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Who speaks, where no login session does. */
  authorization?: string;
};

/** Answers the `Authorization` of a request with this body. */
export type Authorize = (method: string, path: string, body: BufferSource) => Promise<string>;

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

const accepted: Readonly<Record<Accept, string>> = { json: 'application/json', picture: 'image/jpeg', file: '*/*' };
const defaultTimeoutMs = 20_000;
let csrf: string | null = null;
const logoutListeners = new Set<() => void>();

/** Keeps the value that unsafe requests must carry; null after log-out. */
export function setCsrf(value: string | null): void {
  csrf = value;
}

/** The value for the one caller that cannot go through `request`: uploads that tell their progress. */
export function csrfNow(): string {
  return csrf ?? 'none';
}

/** Tells when the server no longer knows the login session. Answers the way to stop. */
export function onLoggedOut(listener: () => void): () => void {
  logoutListeners.add(listener);
  return () => logoutListeners.delete(listener);
}

/**
 * The one door to the server. Never throws.
 *
 * A stale CSRF value (another tab logged in again, or this page has just been loaded) is renewed from `/api/me`, once.
 */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const answer = await attempt<T>(method, path, options);
  if (answer.kind !== 'problem') return answer;
  if (answer.problem.code === 'csrf') {
    return (await renewCsrf()) ? attempt<T>(method, path, options) : answer;
  }
  if (answer.problem.code === 'not_logged_in') {
    csrf = null;
    logoutListeners.forEach((listener) => listener());
  }
  return answer;
}

async function renewCsrf(): Promise<boolean> {
  const me = await attempt<{ csrf: string }>('GET', '/api/me', {});
  if (me.kind !== 'ok') return false;
  csrf = me.value.csrf;
  return true;
}

async function attempt<T>(method: Method, path: string, options: RequestOptions): Promise<Answer<T>> {
  const abort = new AbortController();
  const limit = { passed: false };
  const timer = setTimeout(() => {
    limit.passed = true;
    abort.abort();
  }, options.timeoutMs ?? defaultTimeoutMs);
  const forward = (): void => abort.abort();
  options.signal?.addEventListener('abort', forward);
  if (options.signal?.aborted === true) forward();
  try {
    const response = await fetch(withQuery(path, options.query), {
      ...describe(method, options),
      signal: abort.signal,
    });
    noteTime(response.headers.get('X-Halfday-Time'));
    if (isStranger(response, method)) return { kind: 'offline', reason: 'unreachable' };
    return await read<T>(method, response, options.accept ?? 'json');
  } catch {
    return { kind: 'offline', reason: limit.passed ? 'timeout' : abort.signal.aborted ? 'aborted' : 'unreachable' };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', forward);
  }
}

function describe(method: Method, options: RequestOptions): RequestInit {
  const picture = options.accept === 'picture';
  const headers: Record<string, string> = { Accept: accepted[options.accept ?? 'json'] };
  if (method !== 'GET' && method !== 'HEAD') headers['X-Halfday-CSRF'] = csrfNow();
  if (options.authorization !== undefined) headers.Authorization = options.authorization;
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: picture ? 'default' : 'no-store' };
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.json);
  } else if (options.bytes !== undefined) {
    headers['Content-Type'] = 'application/octet-stream';
    init.body = options.bytes;
  }
  return init;
}

/**
 * The log-in page of a hotel's network answers anything with a 200 or a 4xx of its own. Where no JSON body would give it
 * away, the time header that every answer of ours carries must be there; otherwise we are not online at all.
 */
function isStranger(response: Response, method: Method): boolean {
  if (response.headers.has('X-Halfday-Time') || response.status >= 500) return false;
  const ours = /json|image\/jpeg/.test(response.headers.get('Content-Type') ?? '');
  return !ours || hasNoBody(response, method);
}

function hasNoBody(response: Response, method: Method): boolean {
  return response.status === 204 || method === 'HEAD';
}

async function read<T>(method: Method, response: Response, accept: Accept): Promise<Answer<T>> {
  // A 202 may say "not yet", in the form of a problem, or that something has been taken on.
  const notYet = response.status === 202 && (response.headers.get('Content-Type') ?? '').includes('problem');
  if (!response.ok || notYet) return { kind: 'problem', problem: await readProblem(response) };
  // The server's answers are typed by the contract, not validated again here.
  return { kind: 'ok', status: response.status, value: (await readBody()) as T };

  function readBody(): Promise<unknown> {
    if (hasNoBody(response, method)) return Promise.resolve(undefined);
    return accept === 'json' ? response.json() : response.blob();
  }
}

function withQuery(path: string, query: RequestOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
