import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fromBase64Url, sha256Hex } from '@/api/bytes';
import type { Manifest } from '@/api/onsite-types';
import { verifyRaw } from './world/tokens';
import { aShot, Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  phone.online = false;
});
afterEach(() => phone.restore());

function manifestOf(record: { manifest: ArrayBuffer }): Manifest {
  return JSON.parse(new TextDecoder().decode(record.manifest)) as Manifest;
}

async function kept(from: Page = page): Promise<readonly { id: string; state: string }[]> {
  await from.refreshView();
  return from.queueView().captures;
}

describe('a kept photo', () => {
  test('is signed over exactly the bytes that are kept', async () => {
    const record = await page.keepCapture(aShot(page, 1));
    const device = phone.server.devices.get(record.keyId);
    const signed = new Uint8Array([...new TextEncoder().encode('halfday.capture.v1\n'), ...new Uint8Array(record.manifest)]);
    expect(await verifyRaw(device?.publicKey ?? '', record.signature, signed)).toBe(true);
    expect(fromBase64Url(record.signature)).toHaveLength(64);
    expect(record.manifestSha256).toBe(await sha256Hex(record.manifest));
    expect(Object.keys(manifestOf(record))).toEqual([
      'v',
      'id',
      'ticket',
      'item',
      'sha256',
      'size',
      'wall',
      'timeToken',
      'tokenWall',
      'tokenDocument',
      'document',
      'sinceTokenMs',
      'position',
      'noPosition',
      'camera',
      'reencoded',
      'previous',
      'witness',
    ]);
  });

  test('is written with strict durability', async () => {
    await page.keepCapture(aShot(page, 1));
    const writing = phone.opened.find(([stores, mode]) => mode === 'readwrite' && stores.includes('photos'));
    expect(writing?.[2]).toEqual({ durability: 'strict' });
  });

  test('survives the page and its thumbnail too', async () => {
    const record = await page.keepCapture(aShot(page, 1));
    await phone.kill();
    const later = await phone.open();
    expect(await kept(later)).toMatchObject([{ id: record.id, state: 'local' }]);
    expect((await later.thumbnail(record.id))?.byteLength).toBe(100);
  });
});

describe('the chain', () => {
  test('continues across page loads', async () => {
    const first = await page.keepCapture(aShot(page, 1));
    await phone.kill();
    const later = await phone.open();
    phone.online = true;
    await later.refreshAssignments();
    const second = await later.keepCapture(aShot(later, 2));
    expect(manifestOf(first).previous).toBeNull();
    expect(manifestOf(second).previous).toBe(first.manifestSha256);
  });

  test('stays one line when two tabs take photos at once', async () => {
    const other = await phone.open();
    phone.online = true;
    await other.refreshAssignments();
    phone.online = false;
    const here = [1, 2, 3, 4].map((seed) => page.keepCapture(aShot(page, seed)));
    const there = [5, 6, 7, 8].map((seed) => other.keepCapture(aShot(other, seed)));
    const records = await Promise.all([...here, ...there]);
    const links = records.map((record) => manifestOf(record).previous);
    expect(new Set(links).size).toBe(8);
    const ends = records.filter((record) => !links.includes(record.manifestSha256));
    expect(ends).toHaveLength(1);
  });
});

describe('the moment', () => {
  test('tells the time since the token in the document that received it', () => {
    const moment = page.momentNow();
    expect(moment.document).toBe(moment.tokenDocument);
    expect(moment.sinceTokenMs).toBeGreaterThanOrEqual(0);
  });

  test('does not tell it in another document', async () => {
    await settle();
    await phone.kill();
    const later = await phone.open();
    await later.wake('start');
    const moment = later.momentNow();
    expect(moment.tokenDocument).not.toBe(moment.document);
    expect(moment.sinceTokenMs).toBeNull();
    expect(moment.timeToken).toContain('k1.');
  });

  test('cannot be told on a phone that never reached the server', async () => {
    const bare = await Phone.create();
    const first = await bare.open();
    expect(() => first.momentNow()).toThrow('no_time');
    await bare.restore();
  });
});

describe('when it cannot be kept', () => {
  test('a full phone keeps nothing and says so', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(page.keepCapture(aShot(page, 1))).rejects.toMatchObject({ code: 'storage_full' });
    put.mockRestore();
    expect(await kept()).toEqual([]);
    const next = await page.keepCapture(aShot(page, 2));
    expect(manifestOf(next).previous).toBeNull();
  });

  test('bytes that read back differently are not called safe, and leave no gap in the chain', async () => {
    const first = await page.keepCapture(aShot(page, 1));
    const stores = IDBObjectStore.prototype as { put: (this: IDBObjectStore, value: object) => IDBRequest<IDBValidKey> };
    const put = stores.put;
    const spy = vi.spyOn(stores, 'put').mockImplementation(function (this: IDBObjectStore, value: object) {
      return put.call(this, this.name === 'photos' ? { ...value, bytes: new ArrayBuffer(0) } : value);
    });
    await expect(page.keepCapture(aShot(page, 2))).rejects.toMatchObject({ code: 'not_safe' });
    spy.mockRestore();
    expect(await kept()).toHaveLength(1);
    expect(manifestOf(await page.keepCapture(aShot(page, 3))).previous).toBe(first.manifestSha256);
  });

  test('a half-day without ticket is refused before anything is written', async () => {
    await expect(page.keepCapture(aShot(page, 1, { slotId: 'unknown' }))).rejects.toMatchObject({ code: 'no_ticket' });
    expect(await kept()).toEqual([]);
  });

  test('a database closed by the system is opened again, once', async () => {
    phone.gate.closings = 1;
    await page.keepCapture(aShot(page, 1));
    phone.gate.closings = Number.POSITIVE_INFINITY;
    await expect(page.keepCapture(aShot(page, 2))).rejects.toMatchObject({ code: 'storage_closed' });
    phone.gate.closings = 0;
    expect(await kept()).toHaveLength(1);
  });
});
