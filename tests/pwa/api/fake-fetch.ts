import { vi } from 'vitest';

export type Sent = { url: string; init: RequestInit };
type Reply = () => Response | Promise<Response>;

/** Answers one request after the other; what was sent is kept. Throws, as a lost line does, when the replies are used up. */
export function fakeFetch(...replies: Reply[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    const reply = replies.shift();
    if (reply === undefined) throw new TypeError('Failed to fetch');
    return reply();
  });
  return sent;
}

export function token(at: number): string {
  const payload = Buffer.from(JSON.stringify({ at, nonce: 'n' })).toString('base64url');
  return `k1.${payload}.c2ln`;
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return () =>
    new Response(JSON.stringify(value), {
      status,
      headers: { 'Content-Type': 'application/json', 'X-Halfday-Time': token(1_000), ...headers },
    });
}

export function problem(status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Reply {
  return json({ title: code, status, detail: '', code, ...more }, status, {
    'Content-Type': 'application/problem+json',
    ...headers,
  });
}

export function header(sent: Sent | undefined, name: string): string | undefined {
  return (sent?.init.headers as Record<string, string> | undefined)?.[name];
}

/** What was sent, read as JSON. */
export function body(sent: Sent | undefined): unknown {
  return JSON.parse(sent?.init.body as string);
}
