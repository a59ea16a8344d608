import { fromBase64Url, sha256Hex, toBase64Url } from '@/api/bytes';
import type { ServerKey } from '@/api/types';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A server's signing key, real WebCrypto. */
export class TokenMaker {
  private constructor(
    readonly kid: string,
    private readonly pair: CryptoKeyPair,
    readonly publicPoint: Uint8Array<ArrayBuffer>,
    readonly fingerprint: string,
  ) {}

  static async create(kid: string): Promise<TokenMaker> {
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return new TokenMaker(kid, pair, point, await sha256Hex(point));
  }

  get published(): ServerKey {
    return { kid: this.kid, publicKey: toBase64Url(this.publicPoint), fingerprint: this.fingerprint, from: 0, until: null };
  }

  async token(purpose: string, payload: object): Promise<string> {
    const json = JSON.stringify(payload);
    const signed = new TextEncoder().encode(`halfday.${purpose}.v1\n${json}`);
    const signature = await crypto.subtle.sign(signing, this.pair.privateKey, signed);
    const body = toBase64Url(new TextEncoder().encode(json));
    return `${this.kid}.${body}.${toBase64Url(new Uint8Array(signature))}`;
  }
}

export async function verifyRaw(point: string, signature: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', fromBase64Url(point), algorithm, false, ['verify']);
  return crypto.subtle.verify(signing, key, fromBase64Url(signature), bytes);
}

export function payloadOf(token: string): Record<string, unknown> {
  const text = new TextDecoder().decode(fromBase64Url(token.split('.')[1] ?? ''));
  return JSON.parse(text) as Record<string, unknown>;
}
