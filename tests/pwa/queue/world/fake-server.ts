import { fromBase64Url, sha256Hex, toBase64Url } from '@/api/bytes';
import type { ConsentFact } from '@/api/consents';
import type {
  Assignment,
  CaptureAnswer,
  CommitmentFact,
  LecturerFact,
  Manifest,
  SignedManifest,
} from '@/api/onsite-types';
import { payloadOf, TokenMaker, verifyRaw } from './tokens';

export type Stored = { manifest: Manifest; sha256OfManifest: string; keyId: string; personId: string; receipt: string | null };
type Hit = { method: string; path: string; body: unknown };
type Fault = (hit: Hit) => Response | 'unreachable' | 'lost' | undefined;

/** Behaves as the contract says, with real signatures, and remembers everything that was ever accepted. */
export class FakeServer {
  loggedIn: string | null = 'li';
  readonly hits: Hit[] = [];
  readonly captures = new Map<string, Stored>();
  readonly blobs = new Map<string, number>();
  readonly commitments = new Map<string, CommitmentFact & { personId: string }>();
  readonly consents: ConsentFact[] = [];
  readonly lecturers: LecturerFact[] = [];
  readonly devices = new Map<string, { publicKey: string; personId: string }>();
  /** Key ids, as after a phone was reported lost. */
  readonly revoked = new Set<string>();
  readonly refusals = new Map<string, string>();
  /** People whose phones may send by their key alone. */
  readonly replaced = new Set<string>();
  assignments: Assignment[] = [];
  fault: Fault = () => undefined;
  /** Lets a test change a receipt before it leaves. */
  forge: (payload: Record<string, unknown>) => Promise<string> | null = () => null;
  nonce = 0;

  private constructor(readonly keys: TokenMaker) {}

  static async create(): Promise<FakeServer> {
    return new FakeServer(await TokenMaker.create('k1'));
  }

  /** Stands in for `fetch`. */
  readonly fetch = async (input: string, init: RequestInit = {}): Promise<Response> => {
    const method = init.method ?? 'GET';
    const path = input.split('?')[0] ?? '';
    const raw = init.body;
    const body: unknown = typeof raw === 'string' ? JSON.parse(raw) : raw;
    const hit = { method, path, body };
    this.hits.push(hit);
    const fault = this.fault(hit);
    if (fault === 'unreachable') throw new TypeError('unreachable');
    const response = fault instanceof Response ? fault : await this.answer(hit, input, new Headers(init.headers));
    if (fault === 'lost') throw new TypeError('the line broke');
    response.headers.set('X-Halfday-Time', await this.keys.token('time', { at: Date.now(), nonce: (this.nonce += 1) }));
    return response;
  };

  count(method: string, start: string): number {
    return this.hits.filter((hit) => hit.method === method && hit.path.startsWith(start)).length;
  }

  private async answer(hit: Hit, url: string, headers: Headers): Promise<Response> {
    if (hit.path === '/.well-known/halfday-keys.json') return Response.json({ keys: [this.keys.published] });
    const signer = await this.signerOf(hit, headers.get('Authorization') ?? '');
    if (signer !== null && hit.path === '/api/captures') return this.accept((hit.body as { items: SignedManifest[] }).items, signer);
    if (signer !== null && hit.path.startsWith('/api/blobs/')) return this.blob(hit, signer);
    if (this.loggedIn === null) return problem(401, 'not_logged_in');
    const person = this.loggedIn;
    if (hit.path === '/api/me') return Response.json(this.me());
    if (!['GET', 'HEAD'].includes(hit.method) && headers.get('X-Halfday-CSRF') !== `csrf-${person}`) return problem(403, 'csrf');
    if (hit.path === '/api/devices') return this.register(hit.body as Record<string, string>, person);
    if (hit.path === '/api/supervision/assignments') return Response.json({ serverAt: Date.now(), assignments: this.assignments });
    if (hit.path === '/api/supervision/tickets') return this.tickets(new URLSearchParams(url.split('?')[1]).get('keyId') ?? '');
    if (hit.path === '/api/consents') {
      this.consents.push(hit.body as ConsentFact);
      return Response.json({ id: (hit.body as ConsentFact).id, state: 'stored' }, { status: 201 });
    }
    if (hit.path === '/api/supervision/commitments') return this.commit(hit.body as CommitmentFact, person);
    if (hit.path === '/api/supervision/lecturers') return this.change((hit.body as { items: LecturerFact[] }).items);
    if (hit.path === '/api/captures') return this.accept((hit.body as { items: SignedManifest[] }).items, person);
    if (hit.path.startsWith('/api/blobs/')) return this.blob(hit, person);
    return problem(404, 'not_found');
  }

  /** Who signed a request with a device key, if the server takes that from them. */
  private async signerOf(hit: Hit, header: string): Promise<string | null> {
    const [scheme, keyId = '', token = '', digest = '', signature = ''] = header.split(' ');
    const device = this.devices.get(keyId);
    if (scheme !== 'Halfday-Device' || device === undefined || !this.replaced.has(device.personId)) return null;
    const body = hit.body instanceof ArrayBuffer ? hit.body : new TextEncoder().encode(JSON.stringify(hit.body));
    const text = new TextEncoder().encode(`halfday.request.v1\n${hit.method} ${hit.path}\n${token}\n${digest}`);
    const genuine = (await sha256Hex(body)) === digest && (await verifyRaw(device.publicKey, signature, text));
    return genuine ? device.personId : null;
  }

  me(): object {
    const id = this.loggedIn ?? '';
    return { person: { id, name: id }, kind: 'supervisor', roles: [], csrf: `csrf-${id}`, demo: false, serverAt: Date.now() };
  }

  private async register(body: Record<string, string>, personId: string): Promise<Response> {
    const { publicKey = '', timeToken = '', proof = '' } = body;
    const signed = new TextEncoder().encode(`halfday.device.v1\n${timeToken}\n${publicKey}`);
    if (!(await verifyRaw(publicKey, proof, signed))) return problem(422, 'invalid');
    const digest = await sha256Hex(fromBase64Url(publicKey));
    const keyId = toBase64Url(Uint8Array.from(digest.match(/../g) ?? [], (two) => Number.parseInt(two, 16))).slice(0, 22);
    if (this.revoked.has(keyId)) return problem(409, 'device_revoked');
    this.devices.set(keyId, { publicKey, personId });
    const certificate = await this.keys.token('device', { keyId, publicKey, personId, at: Date.now() });
    return Response.json({ keyId, certificate, keys: [this.keys.published] }, { status: 201 });
  }

  private async tickets(keyId: string): Promise<Response> {
    if (!this.devices.has(keyId) || this.revoked.has(keyId)) {
      return Response.json({ title: 'invalid', status: 422, detail: '', code: 'invalid', errors: { keyId: ['unknown_key'] } }, { status: 422 });
    }
    const slots = this.assignments.flatMap((assignment) => assignment.slots);
    const tickets = slots.map(async (slot) => ({
      slotId: slot.id,
      slotVersion: slot.version,
      token: await this.keys.token('ticket', { slotId: slot.id, personId: this.loggedIn, keyId }),
    }));
    return Response.json({ tickets: await Promise.all(tickets) });
  }

  private async commit(fact: CommitmentFact, personId: string): Promise<Response> {
    const known = this.commitments.get(fact.id);
    if (known !== undefined && known.textSha256 !== fact.textSha256) return problem(409, 'conflict');
    this.commitments.set(fact.id, { ...fact, personId });
    const state = this.blobs.has(fact.drawing.sha256) ? 'stored' : 'awaiting_bytes';
    return Promise.resolve(Response.json({ id: fact.id, state, signedAt: Date.now() }, { status: 201 }));
  }

  private change(items: readonly LecturerFact[]): Response {
    const answers = items.map((item) => {
      const code = this.refusals.get(item.row) ?? null;
      if (code === null && !this.lecturers.some((known) => known.id === item.id)) this.lecturers.push(item);
      return { id: item.id, state: code === null ? 'stored' : 'refused', code };
    });
    return Response.json({ items: answers });
  }

  private async accept(items: readonly SignedManifest[], personId: string): Promise<Response> {
    const answers: CaptureAnswer[] = [];
    for (const item of items) answers.push(await this.acceptOne(item, personId));
    return Response.json({ items: answers });
  }

  private async acceptOne(item: SignedManifest, personId: string): Promise<CaptureAnswer> {
    const bytes = fromBase64Url(item.manifest);
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
    const manifestSha256 = await sha256Hex(bytes);
    const say = (state: CaptureAnswer['state'], code: string | null, receipt: string | null = null): CaptureAnswer => ({
      id: manifest.id,
      manifestSha256,
      state,
      code,
      receipt,
    });
    const device = this.devices.get(item.keyId);
    if (device === undefined) return say('refused', 'unknown_key');
    const signed = new Uint8Array([...new TextEncoder().encode('halfday.capture.v1\n'), ...bytes]);
    if (!(await verifyRaw(device.publicKey, item.signature, signed))) return say('refused', 'bad_signature');
    if (payloadOf(manifest.ticket).personId !== personId) return say('refused', 'foreign_ticket');
    const refusal = this.refusals.get(manifest.item.kind) ?? this.refusals.get(manifest.id);
    if (refusal === 'conflict') return say('conflict', null);
    if (refusal !== undefined) return say('refused', refusal);
    const known = this.captures.get(manifest.id);
    if (known !== undefined && known.sha256OfManifest !== manifestSha256) return say('conflict', 'conflict');
    const stored = known ?? { manifest, sha256OfManifest: manifestSha256, keyId: item.keyId, personId, receipt: null };
    this.captures.set(manifest.id, stored);
    if (!this.blobs.has(manifest.sha256)) return say('awaiting_bytes', null);
    return say('stored', null, await this.receipt(stored));
  }

  private async blob(hit: Hit, personId: string): Promise<Response> {
    const sha256 = hit.path.slice('/api/blobs/'.length);
    if (hit.method === 'HEAD') return new Response(null, { status: this.blobs.has(sha256) ? 200 : 404 });
    const bytes = new Uint8Array(hit.body as ArrayBuffer);
    if ((await sha256Hex(bytes)) !== sha256) return problem(422, 'digest_mismatch');
    const mine = [...this.captures.values()].filter((stored) => stored.personId === personId);
    const named = mine.filter((stored) => stored.manifest.sha256 === sha256);
    const drawn = [...this.commitments.values()].filter((fact) => fact.drawing.sha256 === sha256);
    if (named.length + drawn.length === 0) return problem(409, 'not_awaited');
    this.blobs.set(sha256, bytes.length);
    const receipts = await Promise.all(named.map((stored) => this.receipt(stored)));
    const commitments = drawn.map((fact) => ({ id: fact.id, state: 'stored' }));
    return Response.json({ sha256, size: bytes.length, receipts, commitments });
  }

  private async receipt(stored: Stored): Promise<string> {
    const { manifest, sha256OfManifest, keyId } = stored;
    const payload = {
      captureId: manifest.id,
      sha256: manifest.sha256,
      size: manifest.size,
      manifestSha256: sha256OfManifest,
      manifestAt: 1,
      bytesAt: 2,
      keyId,
      sealHead: '00',
      at: 3,
    };
    stored.receipt = await (this.forge(payload) ?? this.keys.token('receipt', payload));
    return stored.receipt;
  }
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return Response.json({ title: code, status, detail: '', code }, { status, headers });
}
