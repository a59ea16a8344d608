import { registerDevice } from '@/api/devices';
import { sha256Hex, toBase64Url } from '@/api/bytes';
import type { Failure } from '@/api/answer';
import { useDb } from './db';
import { QueueError } from './errors';
import { withLock } from './locks';
import type { KeyRecord } from './schema';
import { keepServerKeys } from './server-keys';
import { knownTime } from './sightings';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Raw r‖s over the bytes, base64url. */
export async function sign(key: KeyRecord, bytes: BufferSource): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.sign(signing, key.privateKey, bytes)));
}

/** The key this phone signs with for a person; null before `readyKey` has run. */
export async function deviceKey(personId: string): Promise<KeyRecord | null> {
  return (await useDb((db) => db.get('keys', personId))) ?? null;
}

/**
 * Makes sure that the phone has a working key for the person and that the server knows it. Needs the network only until the
 * key is registered. A key that was lost or no longer signs is replaced; photos signed with it stay valid.
 */
export async function readyKey(personId: string): Promise<{ kind: 'ok'; key: KeyRecord } | Failure> {
  return withLock('halfday-key', async () => {
    const key = await workingKey(personId);
    if (key.certificate !== null) return { kind: 'ok', key };
    const answer = await register(key);
    // Revoked, as of a phone that was lost and found again: such a key never counts again, another may.
    return answer.kind === 'problem' && answer.problem.code === 'device_revoked' ? register(await newKey(personId)) : answer;
  });
}

/** Makes the next `readyKey` register the same key again: the server said that it does not know it. */
export async function forgetCertificate(keyId: string): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction('keys', 'readwrite');
    for (const key of await transaction.store.getAll()) {
      if (key.keyId === keyId) await transaction.store.put({ ...key, certificate: null });
    }
    await transaction.done;
  });
}

async function workingKey(personId: string): Promise<KeyRecord> {
  const kept = await deviceKey(personId);
  if (kept !== null && (await canSign(kept))) return kept;
  return newKey(personId);
}

async function newKey(personId: string): Promise<KeyRecord> {
  const key = await makeKey(personId);
  await saveKey(key);
  return key;
}

/** A browser may give back a key whose secret part it has lost; only signing shows it. */
async function canSign(key: KeyRecord): Promise<boolean> {
  try {
    await sign(key, new Uint8Array(1));
    return true;
  } catch {
    return false;
  }
}

async function makeKey(personId: string): Promise<KeyRecord> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const digest = await sha256Hex(point);
  const bytes = Uint8Array.from(digest.match(/../g) ?? [], (pair2) => Number.parseInt(pair2, 16));
  const keyId = toBase64Url(bytes).slice(0, 22);
  return { personId, keyId, privateKey: pair.privateKey, publicKey: toBase64Url(point), certificate: null };
}

async function register(key: KeyRecord): Promise<{ kind: 'ok'; key: KeyRecord } | Failure> {
  const time = knownTime();
  if (time === null) throw new QueueError('no_time');
  const text = `halfday.device.v1\n${time.token}\n${key.publicKey}`;
  const proof = await sign(key, new TextEncoder().encode(text));
  const answer = await registerDevice({ publicKey: key.publicKey, timeToken: time.token, proof, label: deviceLabel() });
  if (answer.kind !== 'ok') return answer;
  const registered = { ...key, certificate: answer.value.certificate };
  await saveKey(registered);
  await keepServerKeys(answer.value.keys);
  return { kind: 'ok', key: registered };
}

async function saveKey(key: KeyRecord): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction('keys', 'readwrite', { durability: 'strict' });
    await transaction.store.put(key);
    await transaction.done;
  });
}

/** A name by which its owner knows the phone in a list; no more of the browser's name than that needs. */
function deviceLabel(): string {
  const agent = navigator.userAgent;
  const systems = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'Linux'];
  const browsers = ['MicroMessenger', 'Edg', 'Firefox', 'Chrome', 'Safari'];
  const find = (names: string[]): string => names.find((word) => agent.includes(word)) ?? '?';
  return `${find(systems)} · ${find(browsers)}`;
}
