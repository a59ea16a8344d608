import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aShot, Phone, settle, type Page } from './world/phone';

/**
 * The server's tests read `tests/cases/rescue.zip`, which this code wrote. `HALFDAY_WRITE_CASES=1` writes it anew; otherwise
 * what is written now must have the same shape, or the server would be tested against what no phone sends.
 */
const kept = join(process.cwd(), 'tests/cases/rescue.zip');
let phone: Phone;
let page: Page;
let folder: string;

beforeEach(async () => {
  phone = await Phone.create();
  page = await phone.openReady();
  phone.online = false;
  folder = mkdtempSync(join(tmpdir(), 'rescue-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await phone.restore();
});

async function make(): Promise<Uint8Array> {
  await page.keepCapture(aShot(page, 1));
  await page.keepCapture(aShot(page, 2, { item: { kind: 'lecturer', row: '0199f6a0-0000-7000-8000-00000000000a', name: '王医师' } }));
  await page.keepCapture(aShot(page, 3, { position: null, noPosition: 'indoor', camera: 'fallback', reencoded: true }));
  const row = { slotId: 's1', row: '0199f6a0-0000-7000-8000-00000000000a', unit: '市医院', title: '', topic: '', reason: null };
  await page.keepLecturer({ ...row, kind: 'add', name: '王医师' });
  await settle();
  const rescue = await page.makeRescue();
  return new Uint8Array((await rescue?.blob.arrayBuffer()) ?? new ArrayBuffer(0));
}

/** Names without what differs from zip to zip, and the fields of every JSON file. */
function shape(file: string): string[] {
  const out = join(folder, file.replaceAll('/', '_'));
  execFileSync('python3', ['-m', 'zipfile', '-e', file, out]);
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
  return names
    .map((name) => {
      const fields = name.endsWith('.json') ? keysOf(JSON.parse(readFileSync(join(out, name), 'utf8'))) : '';
      return `${name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '#')} ${fields}`;
    })
    .sort();
}

function keysOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length === 0 ? '' : keysOf(value[0])}]`;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => `${key}${keysOf(inner)}`)
    .sort()
    .join(',');
}

test('a rescue zip has the shape that the server’s tests read', async () => {
  const bytes = await make();
  if (process.env.HALFDAY_WRITE_CASES === '1') writeFileSync(kept, bytes);
  const fresh = join(folder, 'fresh.zip');
  writeFileSync(fresh, bytes);
  expect(shape(fresh)).toEqual(shape(kept));
});
