import { afterEach, beforeEach, expect, test } from 'vitest';
import { aShot, Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
});
afterEach(() => phone.restore());

async function everything(): Promise<Record<string, number>> {
  const { useDb } = await import('@/queue/db');
  return useDb(async (db) => {
    const counts = await Promise.all([...db.objectStoreNames].map(async (name) => [name, await db.count(name)] as const));
    return Object.fromEntries(counts);
  });
}

test('log-out leaves nothing of the person but unsent evidence', async () => {
  await page.keepCapture(aShot(page, 1));
  await page.keepConsent('1', true);
  await page.wake('user');
  await settle();
  phone.online = false;
  await page.keepCapture(aShot(page, 2));
  await page.forgetLogin();
  expect(await everything()).toEqual({
    meta: 2,
    people: 0,
    keys: 1,
    heads: 1,
    captures: 1,
    photos: 1,
    thumbs: 1,
    commitments: 0,
    lecturers: 0,
    tickets: 0,
    assignments: 0,
    documents: 0,
    consents: 0,
    serverKeys: 1,
  });
  expect(await page.rememberedLogin()).toBeNull();
  expect(await page.countUnsent()).toBe(1);
});

test('after logging in again the same device goes on with the same chain', async () => {
  phone.online = false;
  const before = await page.keepCapture(aShot(page, 1));
  await page.forgetLogin();
  phone.online = true;
  await phone.logIn(page);
  await page.refreshAssignments();
  const after = await page.keepCapture(aShot(page, 2));
  expect(after.keyId).toBe(before.keyId);
  expect(after.number).toBe(1);
  await page.wake('user');
  await settle();
  expect(phone.server.captures.size).toBe(2);
  expect(phone.server.devices.size).toBe(1);
});

test('a cold start without network still knows who is logged in and what is due', async () => {
  await phone.kill();
  phone.online = false;
  const later = await phone.open();
  expect((await later.rememberedLogin())?.person.id).toBe('li');
  expect((await later.knownAssignments('li'))?.assignments[0]?.slots).toHaveLength(2);
  expect(await later.hasTicket('li', 's1')).toBe(true);
  await later.wake('start');
  expect((await later.keepCapture(aShot(later, 1))).state).toBe('local');
});

test('a key that no longer signs is replaced, and photos signed with the old one still arrive', async () => {
  phone.online = false;
  const before = await page.keepCapture(aShot(page, 1));
  const { useDb } = await import('@/queue/db');
  await useDb(async (db) => {
    const key = await db.get('keys', 'li');
    const other = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
    if (key !== undefined) await db.put('keys', { ...key, privateKey: other.privateKey });
  });
  phone.online = true;
  await page.refreshAssignments();
  const after = await page.keepCapture(aShot(page, 2));
  expect(after.keyId).not.toBe(before.keyId);
  await page.wake('user');
  await settle();
  expect(phone.server.captures.size).toBe(2);
});

test('what has long been on the server is forgotten, what has not is kept however old', async () => {
  await page.keepCapture(aShot(page, 1));
  await page.wake('user');
  await settle();
  phone.online = false;
  await page.keepCapture(aShot(page, 2));
  const { prune } = await import('@/queue/prune');
  await prune(Date.now() + 89 * 86_400_000);
  expect(await everything()).toMatchObject({ captures: 2, thumbs: 2 });
  await prune(Date.now() + 91 * 86_400_000);
  expect(await everything()).toMatchObject({ captures: 1, photos: 1, thumbs: 1 });
});
