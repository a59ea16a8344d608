import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type * as Queue from '@/queue';
import { FakeLocks } from './fake-locks';
import { FakeServer } from './fake-server';
import { anAssignment, aSlot } from './fixtures';
import { settle, watchWork } from './rest';

export { settle };

export type Page = typeof Queue;

/** What the code of a page does that can be interrupted: each request and each database transaction is one step. */
type Gate = { steps: number; dieAt: number; dead: boolean; /** How often the system closes the database. */ closings: number };

type OpenArgs = [stores: string[], mode?: IDBTransactionMode, options?: IDBTransactionOptions];

/** One phone with its storage, its pages and the server it talks to. Await `restore` after each test. */
export class Phone {
  readonly locks = new FakeLocks();
  readonly gate: Gate = { steps: 0, dieAt: Number.POSITIVE_INFINITY, dead: false, closings: 0 };
  /** Every transaction that was asked for. */
  readonly opened: OpenArgs[] = [];
  online = true;
  /** Whether the request at which the page dies still reaches the server. */
  lastRequestArrives = false;
  private readonly channels = new Set<FakeChannel>();

  private constructor(readonly server: FakeServer) {}

  static async create(): Promise<Phone> {
    const server = await FakeServer.create();
    server.assignments = [anAssignment([aSlot('s1'), aSlot('s2')])];
    const phone = new Phone(server);
    phone.install();
    return phone;
  }

  private install(): void {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    watchWork();
    vi.stubGlobal('indexedDB', new IDBFactory());
    vi.stubGlobal('fetch', (input: string, init?: RequestInit) => this.fetch(input, init));
    vi.stubGlobal('navigator', { locks: this.locks, userAgent: 'Android Chrome', storage: {} });
    vi.stubGlobal('addEventListener', () => undefined);
    const channels = this.channels;
    vi.stubGlobal(
      'BroadcastChannel',
      class extends FakeChannel {
        constructor() {
          super(channels);
        }
      },
    );
    const { gate, opened } = this;
    const genuine = IDBDatabase.prototype as { transaction: (this: IDBDatabase, ...args: OpenArgs) => IDBTransaction };
    const open = genuine.transaction;
    vi.spyOn(genuine, 'transaction').mockImplementation(function (this: IDBDatabase, ...args: OpenArgs) {
      opened.push(args);
      if (gate.closings > 0) {
        gate.closings -= 1;
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      }
      if (passes(gate)) return open.apply(this, args);
      throw new Error('the page is dead');
    });
  }

  private async fetch(input: string, init?: RequestInit): Promise<Response> {
    const wasDead = this.gate.dead;
    if (!passes(this.gate)) {
      if (!wasDead && this.lastRequestArrives) await this.server.fetch(input, init);
      return new Promise<Response>(() => undefined);
    }
    if (!this.online) throw new TypeError('offline');
    return this.server.fetch(input, init);
  }

  /** A new page of the app: fresh module state, the same storage. */
  async open(): Promise<Page> {
    vi.resetModules();
    this.locks.page += 1;
    return import('@/queue');
  }

  /** A page with somebody logged in who has tickets; ready to take photos. */
  async openReady(): Promise<Page> {
    const page = await this.open();
    await this.logIn(page);
    await page.refreshAssignments();
    return page;
  }

  async logIn(page: Page): Promise<void> {
    await page.rememberLogin(this.server.me() as Parameters<Page['rememberLogin']>[0]);
    await page.wake('start');
    await settle();
  }

  /** Ends the life of all pages: nothing they still try has any effect. */
  async kill(): Promise<void> {
    this.gate.dead = true;
    await settle();
    vi.clearAllTimers();
    this.channels.clear();
    this.locks.release(this.locks.page);
    Object.assign(this.gate, { steps: 0, dieAt: Number.POSITIVE_INFINITY, dead: false, closings: 0 });
  }

  /** Waits for whatever still runs: it would reach into the next test, whose network it would take for its own. */
  async restore(): Promise<void> {
    await settle();
    this.gate.dead = true;
    vi.useRealTimers();
    vi.restoreAllMocks();
  }
}

function passes(gate: Gate): boolean {
  gate.steps += 1;
  if (gate.steps >= gate.dieAt) gate.dead = true;
  return !gate.dead;
}

/** Bytes that begin as a JPEG does, different for each seed. */
export function jpeg(seed: number, size = 2_000): ArrayBuffer {
  const bytes = new Uint8Array(size).fill(seed);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes.buffer;
}

export function aShot(page: Page, seed: number, change: Partial<Queue.Shot> = {}): Queue.Shot {
  return {
    assignmentId: 'a1',
    slotId: 's1',
    item: { kind: 'venue', row: null, name: null },
    jpeg: jpeg(seed),
    thumb: jpeg(seed, 100),
    moment: page.momentNow(),
    position: { latE7: 399811200, lonE7: 1163553700, accuracyM: 12, ageMs: 400 },
    noPosition: null,
    camera: 'frame',
    reencoded: false,
    ...change,
  };
}

class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(private readonly all: Set<FakeChannel>) {
    all.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of this.all) if (other !== this) other.onmessage?.({ data });
  }
}
