import { sha256Hex } from '@/api/bytes';
import type { Authorize } from '@/api/request';
import { deviceKey, sign } from './keys';
import { knownTime } from './sightings';

/**
 * How a phone speaks for itself once its log-in has ended: each request is signed by the device key, over a fresh time token
 * (design §4). The server lets only a replaced person's phone do so, for 72 hours, and only for what was taken before.
 */
export async function authorizeByKey(personId: string): Promise<Authorize | null> {
  const key = await deviceKey(personId);
  if (key === null) return null;
  return async (method, path, body) => {
    const token = knownTime()?.token ?? '';
    const digest = await sha256Hex(body);
    const text = `halfday.request.v1\n${method} ${path}\n${token}\n${digest}`;
    return `Halfday-Device ${key.keyId} ${token} ${digest} ${await sign(key, new TextEncoder().encode(text))}`;
  };
}
