import { afterEach, beforeEach, expect, test } from 'vitest';
import { aShot, jpeg, Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  phone.online = false;
  for (const seed of [1, 2, 3]) await page.keepCapture(aShot(page, seed));
  await settle();
  phone.server.loggedIn = null;
});
afterEach(() => phone.restore());

async function send(): Promise<string> {
  phone.online = true;
  const { kind } = await page.wake('user');
  await settle();
  await page.refreshView();
  return kind;
}

const states = (): string[] => page.queueView().captures.map((record) => record.state);

test('a replaced person’s phone sends what it took before, though nobody can log in any more', async () => {
  phone.server.replaced.add('li');
  expect(await send()).toBe('idle');
  expect(states()).toEqual(['stored', 'stored', 'stored']);
  expect(phone.server.blobs.size).toBe(3);
});

test('who was not replaced is asked to log in, and no bytes are sent in vain', async () => {
  expect(await send()).toBe('login_needed');
  expect(states()).toEqual(['local', 'local', 'local']);
  expect(phone.server.count('PUT', '/api/blobs/')).toBe(0);
});

test('what the key alone may not send waits for a log-in, and holds nothing back', async () => {
  await page.refreshView();
  const [first] = page.queueView().captures;
  const id = first?.id ?? '';
  phone.server.replaced.add('li');
  phone.server.refusals.set(id, 'not_permitted');
  expect(await send()).toBe('login_needed');
  expect(states()).toEqual(['local', 'stored', 'stored']);
});

test('a commitment stays for a log-in; the line breaking off is tried again', async () => {
  const assignment = phone.server.assignments[0];
  if (assignment === undefined) throw new Error('no assignment');
  await page.keepCommitment(assignment, jpeg(9));
  phone.server.replaced.add('li');
  phone.server.fault = (hit) => (hit.method === 'PUT' ? 'unreachable' : undefined);
  expect(await send()).toBe('waiting');
  phone.server.fault = () => undefined;
  expect(await send()).toBe('login_needed');
  expect(states()).toEqual(['stored', 'stored', 'stored']);
  expect(phone.server.commitments.size).toBe(0);
});

test('a log-in that ends in the middle is taken over by the key', async () => {
  phone.server.loggedIn = 'li';
  phone.server.replaced.add('li');
  phone.server.fault = (hit) => {
    if (hit.method === 'PUT') phone.server.loggedIn = null;
    return undefined;
  };
  expect(await send()).toBe('idle');
  expect(states()).toEqual(['stored', 'stored', 'stored']);
});
