import { afterEach, beforeEach, expect, test } from 'vitest';
import { Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  phone.online = false;
});
afterEach(() => phone.restore());

async function reconnect(): Promise<void> {
  phone.online = true;
  await page.wake('user');
  await settle();
}

test('what was agreed to without a network reaches the server once', async () => {
  await page.keepConsent('1', true);
  expect(await page.consentedVersion()).toBe('1');
  await reconnect();
  await page.wake('user');
  expect(phone.server.consents).toMatchObject([{ kind: 'camera_position', version: '1', given: true }]);
  expect(page.queueView().sender.kind).toBe('idle');
});

test('a refusal is a fact of its own, and an answer changed meanwhile is sent as it stands', async () => {
  await page.keepConsent('1', false);
  expect(await page.consentedVersion()).toBeNull();
  await page.keepConsent('1', true);
  await reconnect();
  expect(phone.server.consents.map((fact) => fact.given)).toEqual([true]);
});

test('log-out keeps an answer the server does not have', async () => {
  await page.keepConsent('1', true);
  await settle();
  await page.forgetLogin();
  await phone.logIn(page);
  expect(await page.consentedVersion()).toBe('1');
  await reconnect();
  expect(phone.server.consents).toHaveLength(1);
  await page.forgetLogin();
  await phone.logIn(page);
  expect(await page.consentedVersion()).toBeNull();
});
