import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anAssignment, aSlot } from './world/fixtures';
import { Phone, type Page } from './world/phone';

let phone: Phone;
let page: Page;
const notice = { id: 'n1', kind: 'notice', name: '通知.pdf', size: 5, url: '/api/documents/n1', state: 'stored' } as const;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  phone.server.fault = (hit) => (hit.path === notice.url ? new Response('12345', { headers: { 'Content-Type': 'application/pdf' } }) : undefined);
});
afterEach(() => phone.restore());

test('notice and schedule can be read without network', async () => {
  await page.keepDocuments([anAssignment([aSlot('s1')], { documents: [notice] })]);
  phone.online = false;
  const kept = await page.keptDocument('n1');
  expect(kept).toMatchObject({ name: '通知.pdf', type: 'application/pdf' });
  expect(new TextDecoder().decode(kept?.bytes)).toBe('12345');
  expect(await page.keptDocumentIds()).toEqual(new Set(['n1']));
});

test('a half download is not kept, a foreign address is not followed', async () => {
  const half = { ...notice, size: 9 };
  const foreign = { ...notice, id: 'n2', url: '//elsewhere.example/n2' };
  await page.keepDocuments([anAssignment([aSlot('s1')], { documents: [half, foreign] })]);
  expect(await page.keptDocumentIds()).toEqual(new Set());
  expect(phone.server.hits.some((hit) => hit.path.includes('elsewhere'))).toBe(false);
});

test('each is downloaded once', async () => {
  const assignments = [anAssignment([aSlot('s1')], { documents: [notice] })];
  await page.keepDocuments(assignments);
  await page.keepDocuments(assignments);
  expect(phone.server.count('GET', notice.url)).toBe(1);
});

test('what the server has removed is neither kept nor asked for', async () => {
  await page.keepDocuments([anAssignment([aSlot('s1')], { documents: [notice] })]);
  await page.keepDocuments([anAssignment([aSlot('s1')], { documents: [{ ...notice, state: 'removed' }] })]);
  expect(await page.keptDocument('n1')).toBeNull();
  expect(phone.server.count('GET', notice.url)).toBe(1);
});

test('little space is told, and a browser that does not say is believed', async () => {
  const estimate = vi.fn(() => Promise.resolve({ quota: 1_000_000_000, usage: 900_000_000 }));
  const [no, yes] = [() => Promise.resolve(false), () => Promise.resolve(true)];
  Object.assign(navigator, { storage: { estimate, persisted: no, persist: yes } });
  expect(await page.reportSpace()).toEqual({ freeBytes: 100_000_000, low: true, persisted: false });
  expect(await page.askToPersist()).toBe(true);
  Object.assign(navigator, { storage: {} });
  expect(await page.reportSpace()).toEqual({ freeBytes: null, low: false, persisted: false });
  expect(await page.askToPersist()).toBe(false);
});
