import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { problem } from './world/fake-server';
import { aShot, jpeg, Phone, settle, type Page } from './world/phone';

let phone: Phone;
let page: Page;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  phone.online = false;
});
afterEach(() => phone.restore());

async function take(count: number, from = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let seed = from; seed < from + count; seed += 1) ids.push((await page.keepCapture(aShot(page, seed))).id);
  await settle();
  return ids;
}

async function send(): Promise<void> {
  phone.online = true;
  await page.wake('user');
  await settle();
}

async function states(): Promise<string[]> {
  await page.refreshView();
  return page.queueView().captures.map((record) => record.state);
}

async function photosKept(): Promise<number> {
  return (await page.makeRescue())?.photos ?? 0;
}

test('everything that waited arrives once, and only then leaves the phone', async () => {
  const ids = await take(4);
  expect(await page.countUnsent()).toBe(4);
  await send();
  expect(await states()).toEqual(['stored', 'stored', 'stored', 'stored']);
  expect([...phone.server.captures.keys()].sort()).toEqual([...ids].sort());
  expect(phone.server.count('PUT', '/api/blobs/')).toBe(4);
  expect(await photosKept()).toBe(0);
  expect(await page.countUnsent()).toBe(0);
});

test('what photos depend on goes first, every manifest goes before any bytes', async () => {
  const assignment = phone.server.assignments[0];
  if (assignment === undefined) throw new Error('no assignment');
  await take(60);
  const row = { slotId: 's1', row: 'r1', unit: '', title: '', topic: '', reason: null };
  await page.keepLecturer({ ...row, kind: 'add', name: '王医师' });
  await page.keepLecturer({ ...row, kind: 'remove', name: '', reason: 'absent' });
  await page.keepCommitment(assignment, jpeg(99));
  phone.server.hits.length = 0;
  await send();
  const sent = phone.server.hits.map((hit) => `${hit.method} ${hit.path}`.replace(/[0-9a-f]{64}/, '#'));
  expect(sent.slice(0, 7)).toEqual([
    'POST /api/supervision/commitments',
    'POST /api/supervision/lecturers',
    'POST /api/captures',
    'POST /api/captures',
    'POST /api/captures',
    'PUT /api/blobs/#',
    'PUT /api/blobs/#',
  ]);
  const sizes = phone.server.hits
    .filter((hit) => hit.path === '/api/captures')
    .map((hit) => (hit.body as { items: unknown[] }).items.length);
  expect(sizes).toEqual([5, 50, 5]);
  expect(phone.server.lecturers.map((fact) => fact.kind)).toEqual(['add', 'remove']);
  await page.refreshView();
  expect(page.queueView().commitments).toMatchObject([{ state: 'stored', bytes: null }]);
  expect(phone.server.blobs.size).toBe(61);
});

test('a photo taken while others are sent gets its manifest in before the remaining bytes', async () => {
  await take(3);
  let added = false;
  phone.server.fault = (hit) => {
    if (hit.method === 'PUT' && !added) {
      added = true;
      void page.keepCapture(aShot(page, 50));
    }
    return undefined;
  };
  phone.server.hits.length = 0;
  await send();
  await vi.advanceTimersByTimeAsync(5_000);
  await settle();
  const kinds = phone.server.hits.map((hit) => hit.method);
  expect(kinds.lastIndexOf('POST')).toBeLessThan(kinds.lastIndexOf('PUT'));
  expect(await states()).toEqual(['stored', 'stored', 'stored', 'stored']);
});

describe('a broken line', () => {
  test('whose answer was lost does not cost the bytes again', async () => {
    await take(2);
    let broken = false;
    phone.server.fault = (hit) => {
      if (hit.method !== 'PUT' || broken) return undefined;
      broken = true;
      return 'lost';
    };
    await send();
    expect(page.queueView().sender).toMatchObject({ kind: 'waiting', code: 'offline' });
    await send();
    expect(await states()).toEqual(['stored', 'stored']);
    expect(phone.server.count('PUT', '/api/blobs/')).toBe(2);
  });

  test('is tried again by itself, ever more rarely', async () => {
    await take(1);
    phone.online = true;
    phone.server.fault = () => 'unreachable';
    phone.server.hits.length = 0;
    await page.wake('user');
    for (let minute = 0; minute < 60; minute += 1) {
      await vi.advanceTimersByTimeAsync(60_000);
      await settle();
    }
    expect(phone.server.hits.length).toBeGreaterThan(12);
    expect(phone.server.hits.length).toBeLessThan(36);
    phone.server.fault = () => undefined;
    await send();
    expect(await states()).toEqual(['stored']);
  });

  test('that flickers causes no storm', async () => {
    await take(1);
    phone.online = true;
    phone.server.fault = () => 'unreachable';
    phone.server.hits.length = 0;
    for (let times = 0; times < 50; times += 1) {
      await page.wake('online');
      await page.wake('foreground');
    }
    expect(phone.server.hits.length).toBeLessThanOrEqual(2);
  });
});

describe('the server', () => {
  test('is not asked before the time it named', async () => {
    await take(1);
    phone.server.fault = (hit) => (hit.path === '/api/captures' ? problem(503, 'overloaded', { 'Retry-After': '120' }) : undefined);
    await send();
    const before = phone.server.hits.length;
    await page.wake('user');
    await page.wake('online');
    expect(phone.server.hits.length).toBe(before);
    expect(page.queueView().sender).toMatchObject({ kind: 'waiting', code: 'overloaded' });
    const { sender } = page.queueView();
    expect(sender.kind === 'waiting' && sender.until - Date.now()).toBeGreaterThan(100_000);
  });

  test('may be out of space: nothing is lost', async () => {
    await take(2);
    phone.server.fault = (hit) => (hit.method === 'PUT' ? problem(507, 'disk_full') : undefined);
    await send();
    expect(await states()).toEqual(['accepted', 'accepted']);
    expect(page.queueView().sender).toMatchObject({ kind: 'waiting', code: 'disk_full' });
    expect(await photosKept()).toBe(2);
  });

  test('may have forgotten the device: it is registered again and the photo goes', async () => {
    await take(1);
    phone.server.devices.clear();
    phone.server.hits.length = 0;
    await send();
    expect(await states()).toEqual(['stored']);
    expect(phone.server.count('POST', '/api/devices')).toBe(1);
  });

  test('may have had the key revoked, as of a phone that was found again: another key takes its place', async () => {
    const lost = (await page.deviceKey('li'))?.keyId ?? '';
    phone.server.revoked.add(lost);
    phone.online = true;
    expect((await page.refreshAssignments()).kind).toBe('ok');
    const key = await page.deviceKey('li');
    expect(key?.certificate).not.toBeNull();
    expect([lost !== '', key?.keyId === lost, phone.server.devices.size]).toEqual([true, false, 2]);
    expect(await page.hasTicket('li', 's1')).toBe(true);
  });

  test('may let a photo wait for its lecturer row: it is asked again for the receipt', async () => {
    await take(1);
    let answers = 0;
    const answer = phone.server.fetch;
    vi.spyOn(phone.server, 'fetch').mockImplementation(async (input, init) => {
      const response = await answer(input, init);
      if (input !== '/api/captures' || (answers += 1) > 2) return response;
      const { items } = (await response.json()) as { items: object[] };
      return Response.json({ items: items.map((item) => ({ ...item, state: 'waiting', receipt: null })) }, response);
    });
    await send();
    expect(await states()).toEqual(['stored']);
  });
});

test('a worker woken by the browser is told to come again while something waits', async () => {
  await take(1);
  await expect(page.wake('sync')).rejects.toMatchObject({ code: 'still_waiting' });
  phone.online = true;
  await page.wake('user');
  await expect(page.wake('sync')).resolves.toEqual({ kind: 'idle' });
});

describe('a refused photo', () => {
  test('stays on the phone with its code until its owner discards it, and holds up no other', async () => {
    const [first, second] = await take(2);
    phone.server.refusals.set(first ?? '', 'outside_slot');
    await send();
    expect(await states()).toEqual(['refused', 'stored']);
    expect(page.queueView()).toMatchObject({ waiting: 0, refused: 1 });
    expect(page.queueView().captures[0]).toMatchObject({ code: 'outside_slot' });
    expect(await photosKept()).toBe(1);
    await page.discard(second ?? '');
    expect(await states()).toEqual(['refused', 'stored']);
    await page.discard(first ?? '');
    expect(await states()).toEqual(['stored']);
  });

  test('in conflict stays as well', async () => {
    const [first] = await take(1);
    phone.server.refusals.set(first ?? '', 'conflict');
    await send();
    expect(await states()).toEqual(['conflict']);
    expect(await photosKept()).toBe(1);
  });

  test('that spoils its whole batch is found by halving', async () => {
    const ids = await take(4);
    const bad = ids[2] ?? '';
    phone.server.fault = (hit) => {
      if (hit.path !== '/api/captures') return undefined;
      const manifests = (hit.body as { items: { manifest: string }[] }).items.map((item) => atob(item.manifest.replace(/-/g, '+').replace(/_/g, '/')));
      return manifests.some((text) => text.includes(bad)) ? problem(422, 'invalid') : undefined;
    };
    await send();
    expect(await states()).toEqual(['stored', 'stored', 'refused', 'stored']);
  });

  test('a proxy’s error page is no refusal', async () => {
    await take(1);
    const page404 = (): Response => new Response('<html>', { status: 404, headers: { 'Content-Type': 'text/html' } });
    phone.server.fault = (hit) => (hit.path === '/api/captures' ? page404() : undefined);
    await send();
    expect(await states()).toEqual(['local']);
  });
});

describe('the log-in', () => {
  test('lost with a full queue keeps everything, and goes on after logging in again', async () => {
    await take(3);
    phone.server.loggedIn = null;
    await send();
    expect(page.queueView().sender).toEqual({ kind: 'login_needed' });
    expect(await photosKept()).toBe(3);
    const quiet = phone.server.hits.length;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(phone.server.hits.length).toBe(quiet);
    phone.server.loggedIn = 'li';
    await phone.logIn(page);
    await vi.advanceTimersByTimeAsync(5_000);
    await settle();
    expect(await states()).toEqual(['stored', 'stored', 'stored']);
  });

  test('of another person sends nothing of the first, and counts it', async () => {
    await take(2);
    phone.online = true;
    phone.server.loggedIn = 'zhao';
    await phone.logIn(page);
    await send();
    await page.refreshView();
    expect(page.queueView()).toMatchObject({ personId: 'zhao', captures: [], waiting: 0, others: 2 });
    expect(phone.server.captures.size).toBe(0);
    phone.server.loggedIn = 'li';
    await phone.logIn(page);
    await send();
    expect(await states()).toEqual(['stored', 'stored']);
  });

  test('changed behind the page’s back refuses nothing for good', async () => {
    await take(2);
    phone.server.loggedIn = 'zhao';
    await send();
    phone.server.loggedIn = 'li';
    await phone.logIn(page);
    await send();
    expect(await states()).toEqual(['stored', 'stored']);
  });
});

describe('a change of lecturers that is not taken in', () => {
  const row = { slotId: 's1', kind: 'add' as const, unit: '', title: '', topic: '', reason: null };
  const names = ['甲', '乙', '丙'];

  async function change(): Promise<void> {
    for (const name of names) await page.keepLecturer({ ...row, row: `row-${name}`, name });
  }

  async function changes(): Promise<(string | null)[]> {
    await page.refreshView();
    return page.queueView().lecturers.map(({ state, code }) => code ?? state);
  }

  /** The whole request is answered so while 乙 is in it. */
  function answerSecond(status: number, code: string): void {
    phone.server.fault = ({ path, body }) => {
      const guilty = path === '/api/supervision/lecturers' && JSON.stringify(body).includes('乙');
      return guilty ? problem(status, code) : undefined;
    };
  }

  test('holds back neither the others nor the photos behind it', async () => {
    await change();
    await take(2);
    answerSecond(422, 'invalid');
    await send();
    expect(await changes()).toEqual(['stored', 'invalid', 'stored']);
    expect(await states()).toEqual(['stored', 'stored']);
    expect(page.queueView().sender).toEqual({ kind: 'idle' });
  });

  test('nor where the server trips over it; it is tried again later', async () => {
    await change();
    await take(2);
    answerSecond(500, 'unexpected');
    phone.server.hits.length = 0;
    await send();
    expect(await changes()).toEqual(['stored', 'local', 'stored']);
    expect(await states()).toEqual(['stored', 'stored']);
    expect(phone.server.count('POST', '/api/supervision/lecturers')).toBeLessThan(8);
    expect(page.queueView().sender).toMatchObject({ kind: 'waiting', code: 'unexpected' });
    phone.server.fault = () => undefined;
    await send();
    expect(await changes()).toEqual(['stored', 'stored', 'stored']);
  });

  test('is shown until its owner has seen it, with the phone’s clock beside it', async () => {
    phone.server.refusals.set('row-乙', 'changed_after_close');
    await change();
    await send();
    expect(await changes()).toEqual(['stored', 'changed_after_close', 'stored']);
    const sent = phone.server.hits.find(({ path }) => path === '/api/supervision/lecturers')?.body;
    expect((sent as { sentAt: number }).sentAt).toBeLessThanOrEqual(Date.now());
    const refused = page.queueView().lecturers.find(({ state }) => state === 'refused');
    await page.discard(refused?.id ?? '');
    expect(await changes()).toEqual(['stored', 'stored']);
  });

  test('nor does a commitment the server trips over', async () => {
    const assignment = phone.server.assignments[0];
    if (assignment === undefined) throw new Error('no assignment');
    await page.keepCommitment(assignment, jpeg(99));
    await take(1);
    phone.server.fault = ({ path }) => (path === '/api/supervision/commitments' ? problem(500, 'unexpected') : undefined);
    await send();
    expect(await states()).toEqual(['stored']);
    expect(page.queueView().commitments).toMatchObject([{ state: 'local' }]);
  });
});
