import { afterEach, beforeEach, expect, test } from 'vitest';
import { TokenMaker } from './world/tokens';
import { aShot, Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
});
afterEach(() => phone.restore());

async function takeAndSend(): Promise<void> {
  await page.keepCapture(aShot(page, 1));
  await page.wake('user');
  await settle();
  await page.refreshView();
}

const forgeries = ['captureId', 'sha256', 'size', 'manifestSha256', 'keyId'];

test.each(forgeries)('a genuine receipt with another %s deletes nothing', async (field) => {
  phone.server.forge = (payload) => phone.server.keys.token('receipt', { ...payload, [field]: field === 'size' ? 1 : 'other' });
  await takeAndSend();
  expect(page.queueView().captures).toMatchObject([{ state: 'delivered', receipt: null }]);
  expect((await page.makeRescue())?.photos).toBe(1);
});

test('a receipt signed by a stranger deletes nothing, even under the server’s key name', async () => {
  const stranger = await TokenMaker.create('k1');
  phone.server.forge = (payload) => stranger.token('receipt', payload);
  await takeAndSend();
  expect(page.queueView().captures).toMatchObject([{ state: 'delivered' }]);
  expect(page.queueView().sender).toMatchObject({ kind: 'waiting', code: 'receipt_invalid' });
});

test('a token signed for another purpose is no receipt', async () => {
  phone.server.forge = (payload) => phone.server.keys.token('ticket', payload);
  await takeAndSend();
  expect(page.queueView().captures).toMatchObject([{ state: 'delivered' }]);
});

test('garbage is no receipt', async () => {
  phone.server.forge = () => Promise.resolve('k1.%%%.%%%');
  await takeAndSend();
  expect(page.queueView().captures).toMatchObject([{ state: 'delivered' }]);
});

test('once a genuine one comes, the photo is settled without its bytes being sent again', async () => {
  phone.server.forge = () => Promise.resolve('nonsense');
  await takeAndSend();
  phone.server.forge = () => null;
  await page.wake('user');
  await settle();
  await page.refreshView();
  expect(page.queueView().captures).toMatchObject([{ state: 'stored' }]);
  expect(phone.server.count('PUT', '/api/blobs/')).toBe(1);
});
