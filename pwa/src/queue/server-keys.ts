import { fromBase64Url } from '@/api/bytes';
import { fetchServerKeys } from '@/api/devices';
import type { ServerKey } from '@/api/types';
import { useDb } from './db';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Adds keys not seen yet. A key once seen under a name is never exchanged for another of that name. */
export async function keepServerKeys(keys: readonly ServerKey[]): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction('serverKeys', 'readwrite');
    for (const key of keys) {
      const known = await transaction.store.get(key.kid);
      if (known === undefined || known.publicKey === key.publicKey) await transaction.store.put(key);
    }
    await transaction.done;
  });
}

/**
 * The payload of a token `kid.payload.sig` whose signature by the server for this purpose was verified here; null otherwise.
 * An unknown key is looked for once at the server.
 */
export async function verifyToken(purpose: 'receipt', token: string): Promise<unknown> {
  const [kid, payload, signature] = token.split('.');
  if (kid === undefined || payload === undefined || signature === undefined) return null;
  const key = await findKey(kid);
  if (key === null) return null;
  try {
    const text = new TextDecoder().decode(fromBase64Url(payload));
    const signed = new TextEncoder().encode(`halfday.${purpose}.v1\n${text}`);
    const point = await crypto.subtle.importKey('raw', fromBase64Url(key.publicKey), algorithm, false, ['verify']);
    const genuine = await crypto.subtle.verify(signing, point, fromBase64Url(signature), signed);
    return genuine ? (JSON.parse(text) as unknown) : null;
  } catch {
    return null;
  }
}

async function findKey(kid: string): Promise<ServerKey | null> {
  const known = await useDb((db) => db.get('serverKeys', kid));
  if (known !== undefined) return known;
  const answer = await fetchServerKeys();
  if (answer.kind !== 'ok') return null;
  await keepServerKeys(answer.value.keys);
  return (await useDb((db) => db.get('serverKeys', kid))) ?? null;
}
