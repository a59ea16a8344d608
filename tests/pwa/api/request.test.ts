import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onLoggedOut, request, setCsrf } from '@/api/request';
import { fakeFetch, header, json, problem } from './fake-fetch';

beforeEach(() => setCsrf('c1'));
afterEach(() => vi.useRealTimers());

const ourTime = { 'X-Halfday-Time': 'k.e.s' };

describe('what is sent', () => {
  test('an unsafe request carries the CSRF value, a safe one does not', async () => {
    const sent = fakeFetch(json({}), json({}));
    await request('POST', '/api/x', { json: { a: 1 } });
    await request('GET', '/api/x');
    expect(header(sent[0], 'X-Halfday-CSRF')).toBe('c1');
    expect(header(sent[1], 'X-Halfday-CSRF')).toBeUndefined();
    expect(sent[0]?.init.body).toBe('{"a":1}');
  });

  test('without a login session the value is the word none', async () => {
    setCsrf(null);
    const sent = fakeFetch(json({}));
    await request('POST', '/api/login');
    expect(header(sent[0], 'X-Halfday-CSRF')).toBe('none');
  });

  test('empty query values are left out', async () => {
    const sent = fakeFetch(json({}));
    await request('GET', '/api/x', { query: { q: '超声', state: null, cursor: undefined, sort: '', limit: 0 } });
    expect(sent[0]?.url).toBe('/api/x?q=%E8%B6%85%E5%A3%B0&limit=0');
  });

  test('raw bytes go as they are', async () => {
    const sent = fakeFetch(json({}));
    const bytes = new Uint8Array([1, 2, 3]);
    await request('PUT', '/api/blobs/x', { bytes });
    expect(header(sent[0], 'Content-Type')).toBe('application/octet-stream');
    expect(sent[0]?.init.body).toBe(bytes);
  });
});

describe('what comes back', () => {
  test('a good answer', async () => {
    fakeFetch(json({ id: 'a' }, 201));
    expect(await request('POST', '/api/x')).toEqual({ kind: 'ok', status: 201, value: { id: 'a' } });
  });

  test('a refusal keeps code, fields, data and when to come again', async () => {
    fakeFetch(problem(429, 'login_paused', { data: { retryAt: 7 }, errors: { phone: ['required'] } }, { 'Retry-After': '3' }));
    expect(await request('POST', '/api/x')).toEqual({
      kind: 'problem',
      problem: {
        status: 429,
        code: 'login_paused',
        data: { retryAt: 7 },
        errors: { phone: ['required'] },
        retryAfterMs: 3000,
      },
    });
  });

  test('202 with a body of its own has been taken on', async () => {
    fakeFetch(json({ againS: 60 }, 202));
    expect(await request('POST', '/api/login/code')).toMatchObject({ kind: 'ok', status: 202, value: { againS: 60 } });
  });

  test('202 is "not yet", a problem', async () => {
    fakeFetch(problem(202, 'being_prepared', {}, { 'Retry-After': '1' }));
    const answer = await request('GET', '/api/captures/x/photo', { accept: 'picture' });
    expect(answer).toMatchObject({ kind: 'problem', problem: { code: 'being_prepared', retryAfterMs: 1000 } });
  });

  test('an error without a problem document still has a code', async () => {
    fakeFetch(() => new Response('<h1>502</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
    expect(await request('GET', '/api/x')).toMatchObject({ kind: 'problem', problem: { code: 'server_error', status: 502 } });
  });

  test('a lost line', async () => {
    fakeFetch();
    expect(await request('GET', '/api/x')).toEqual({ kind: 'offline', reason: 'unreachable' });
  });

  test('an answer cut off in the middle is a lost line', async () => {
    fakeFetch(() => new Response('{"a":', { headers: { ...ourTime, 'Content-Type': 'application/json' } }));
    expect(await request('GET', '/api/x')).toEqual({ kind: 'offline', reason: 'unreachable' });
  });
});

describe('the log-in page of somebody else’s network is no answer', () => {
  const portal = (status: number) => () =>
    new Response(status === 204 ? null : '<html>请登录酒店网络</html>', { status, headers: { 'Content-Type': 'text/html' } });

  test.each([
    ['GET', 200],
    ['GET', 403],
    ['POST', 200],
    ['HEAD', 200],
    ['POST', 204],
  ] as const)('%s answered %i', async (method, status) => {
    fakeFetch(portal(status));
    expect(await request(method, '/api/x')).toEqual({ kind: 'offline', reason: 'unreachable' });
  });

  test('the same statuses with our time header are ours', async () => {
    fakeFetch(
      () => new Response(null, { status: 204, headers: ourTime }),
      () => new Response(null, { status: 200, headers: ourTime }),
    );
    expect(await request('POST', '/api/logout')).toEqual({ kind: 'ok', status: 204, value: undefined });
    expect(await request('HEAD', '/api/blobs/x')).toEqual({ kind: 'ok', status: 200, value: undefined });
  });
});

describe('a stale CSRF value', () => {
  test('is renewed once and the request sent again', async () => {
    const sent = fakeFetch(problem(403, 'csrf'), json({ csrf: 'c2' }), json({ id: 'a' }));
    expect(await request('POST', '/api/x', { json: { a: 1 } })).toMatchObject({ kind: 'ok' });
    expect(sent.map((one) => one.url)).toEqual(['/api/x', '/api/me', '/api/x']);
    expect(header(sent[2], 'X-Halfday-CSRF')).toBe('c2');
    expect(sent[2]?.init.body).toBe('{"a":1}');
  });

  test('refused again, it is given up', async () => {
    const sent = fakeFetch(problem(403, 'csrf'), json({ csrf: 'c2' }), problem(403, 'csrf'));
    expect(await request('POST', '/api/x')).toMatchObject({ kind: 'problem', problem: { code: 'csrf' } });
    expect(sent).toHaveLength(3);
  });
});

describe('the end of a login session', () => {
  test('is told to whoever listens', async () => {
    const heard = vi.fn();
    const stop = onLoggedOut(heard);
    fakeFetch(problem(401, 'not_logged_in'), problem(401, 'login_refused'), json({}));
    await request('GET', '/api/x');
    await request('POST', '/api/login/supervisor');
    expect(heard).toHaveBeenCalledTimes(1);
    const sent = fakeFetch(json({}));
    await request('POST', '/api/x');
    expect(header(sent[0], 'X-Halfday-CSRF')).toBe('none');
    stop();
  });
});

describe('giving up', () => {
  const never = (_url: string, init: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });

  test('after the time limit', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', never);
    const asked = request('GET', '/api/x', { timeoutMs: 500 });
    await vi.advanceTimersByTimeAsync(501);
    expect(await asked).toEqual({ kind: 'offline', reason: 'timeout' });
  });

  test('when the caller loses interest', async () => {
    vi.stubGlobal('fetch', never);
    const abort = new AbortController();
    const asked = request('GET', '/api/x', { signal: abort.signal });
    abort.abort();
    expect(await asked).toEqual({ kind: 'offline', reason: 'aborted' });
  });
});
