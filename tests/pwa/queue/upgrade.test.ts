import { afterEach, beforeEach, expect, test } from 'vitest';
import { aShot, Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  phone.online = false;
});
afterEach(() => phone.restore());

test('items queued before an upgrade are there after it and are sent', async () => {
  const record = await page.keepCapture(aShot(page, 1));
  await phone.kill();
  await phone.open();
  const { open, upgrades } = await import('@/queue/db');
  const upgraded = await open([...upgrades, (db) => void db.createObjectStore('later' as 'photos', { keyPath: 'id' })]);
  expect(await upgraded.get('captures', record.id)).toMatchObject({ state: 'local' });
  expect((await upgraded.get('photos', record.id))?.bytes.byteLength).toBe(record.size);
  expect(await upgraded.get('heads', record.keyId)).toEqual({
    keyId: record.keyId,
    manifestSha256: record.manifestSha256,
    count: 1,
  });
  const key = await upgraded.get('keys', 'li');
  if (key === undefined) throw new Error('the key is gone');
  await expect(crypto.subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow();
  upgraded.close();
});

test('an open page gives way to the upgrade of a newer one', async () => {
  await page.keepCapture(aShot(page, 1));
  await phone.open();
  const { open, upgrades } = await import('@/queue/db');
  const upgraded = await open([...upgrades, () => undefined]);
  expect(await upgraded.count('captures')).toBe(1);
  upgraded.close();
  await settle();
});

test('each step starts from every older version', async () => {
  await phone.open();
  const { open, upgrades } = await import('@/queue/db');
  for (let from = 1; from <= upgrades.length; from += 1) {
    indexedDB = new (indexedDB.constructor as new () => IDBFactory)();
    const old = await open(upgrades.slice(0, from));
    await old.put('photos', { id: 'kept', bytes: new ArrayBuffer(3) });
    old.close();
    const now = await open();
    expect(await now.get('photos', 'kept')).toMatchObject({ id: 'kept' });
    now.close();
  }
});
