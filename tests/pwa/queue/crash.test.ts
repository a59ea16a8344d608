import { afterEach, expect, test } from 'vitest';
import { newestManifests } from './world/chain';
import { aShot, Phone, settle, type Page } from './world/phone';

let phone: Phone;
afterEach(() => phone.restore());

/** What a supervisor does in one go. Notes the digest of every photo the moment it is called safe. */
async function morning(page: Page, safe: string[]): Promise<void> {
  for (const seed of [1, 2]) safe.push((await page.keepCapture(aShot(page, seed))).sha256);
  await page.keepLecturer({
    slotId: 's1',
    kind: 'add',
    row: 'r1',
    name: '王医师',
    unit: '',
    title: '',
    topic: '',
    reason: null,
  });
  await page.wake('user');
  await settle();
}

/** Runs the morning, dies at one step, starts again and finishes. Answers false when it never came to that step. */
async function dieAt(step: number, lastRequestArrives: boolean): Promise<boolean> {
  phone = await Phone.create();
  const first = await phone.openReady();
  phone.gate.dieAt = phone.gate.steps + step;
  phone.lastRequestArrives = lastRequestArrives;
  let over = false;
  const isOver = (): boolean => over;
  const safe: string[] = [];
  const work = morning(first, safe).catch(() => undefined);
  void work.then(() => (over = true));
  while (!isOver() && !phone.gate.dead) await settle();
  const died = phone.gate.dead;
  await phone.kill();

  const second = await phone.open();
  await second.rememberLogin(phone.server.me() as Parameters<Page['rememberLogin']>[0]);
  await second.refreshView();
  const survived = second.queueView().captures.map((record) => record.sha256);
  expect(survived).toEqual(expect.arrayContaining(safe));
  await second.wake('user');
  await settle();
  await second.wake('user');
  await settle();

  await second.refreshView();
  const view = second.queueView();
  expect(view.captures.map((record) => record.state)).toEqual(survived.map(() => 'stored'));
  const arrived = [...phone.server.captures.values()].map((stored) => stored.manifest);
  expect(arrived.map((manifest) => manifest.sha256).sort()).toEqual([...survived].sort());
  expect(arrived.every((manifest) => phone.server.blobs.get(manifest.sha256) === manifest.size)).toBe(true);
  expect(newestManifests(phone.server)).toHaveLength(survived.length === 0 ? 0 : 1);
  expect(phone.server.lecturers.length).toBe(view.lecturers.length);
  await phone.restore();
  return died;
}

// Every photo that was called safe is there afterwards, exactly once; the chain has one end; no gap.
test.each([false, true])('death at any step loses nothing and doubles nothing (request arrives: %s)', async (arrives) => {
  let step = 1;
  while (await dieAt(step, arrives)) step += 1;
  expect(step).toBeGreaterThan(40);
}, 120_000);
