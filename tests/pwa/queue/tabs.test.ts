import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aShot, Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;
let other: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  other = await phone.open();
  await other.refreshAssignments();
  phone.online = false;
});
afterEach(() => phone.restore());

test('two tabs send each photo once', async () => {
  for (let seed = 1; seed <= 4; seed += 1) await page.keepCapture(aShot(page, seed));
  phone.online = true;
  await Promise.all([page.wake('user'), other.wake('user')]);
  await settle();
  expect(phone.server.count('PUT', '/api/blobs/')).toBe(4);
  expect(phone.server.captures.size).toBe(4);
});

test('one tab shows what the other keeps and sends', async () => {
  other.subscribe(() => undefined);
  await page.keepCapture(aShot(page, 1));
  await vi.advanceTimersByTimeAsync(100);
  await settle();
  expect(other.queueView().waiting).toBe(1);
  phone.online = true;
  await page.wake('user');
  await vi.advanceTimersByTimeAsync(100);
  await settle();
  expect(other.queueView()).toMatchObject({ waiting: 0, sender: { kind: 'idle' } });
});

test('a tab that fell asleep while sending does not block the others for ever', async () => {
  await page.keepCapture(aShot(page, 1));
  // Its own first try, without a network, must be over: it would hold the lock, or send.
  await settle();
  phone.online = true;
  void phone.locks.request('halfday-send', () => new Promise(() => undefined));
  await other.wake('user');
  expect(phone.server.captures.size).toBe(0);
  for (let seconds = 0; seconds < 420; seconds += 15) {
    await vi.advanceTimersByTimeAsync(15_000);
    await settle();
  }
  expect(phone.server.captures.size).toBe(1);
  expect(phone.server.blobs.size).toBe(1);
});

test('logging out in one tab stops the other before its next request', async () => {
  for (let seed = 1; seed <= 3; seed += 1) await page.keepCapture(aShot(page, seed));
  phone.online = true;
  phone.server.fault = (hit) => {
    if (hit.path === '/api/captures') void other.forgetLogin();
    return undefined;
  };
  await page.wake('user');
  await settle();
  expect(phone.server.count('PUT', '/api/blobs/')).toBeLessThanOrEqual(1);
});
