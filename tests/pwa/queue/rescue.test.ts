import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as nodeCrc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crc32, zipParts } from '@/queue/zip';
import { sha256Hex } from '@/api/bytes';
import { aShot, Phone, type Page } from './world/phone';

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

/** Unpacks with an implementation that is not ours. */
function unpack(bytes: Uint8Array): void {
  writeFileSync(join(folder, 'rescue.zip'), bytes);
  execFileSync('python3', ['-m', 'zipfile', '-e', 'rescue.zip', 'out'], { cwd: folder });
}

test('the rescue file holds every unsent photo with what was signed', async () => {
  const record = await page.keepCapture(aShot(page, 1));
  await page.keepCapture(aShot(page, 2));
  const rescue = await page.makeRescue();
  expect(rescue?.name).toMatch(/^halfday-rescue-\d{8}-\d{6}\.zip$/);
  expect(rescue?.photos).toBe(2);
  unpack(new Uint8Array((await rescue?.blob.arrayBuffer()) ?? new ArrayBuffer(0)));
  const out = join(folder, 'out');
  const index = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')) as { captures: { id: string; sha256: string }[] };
  expect(index.captures).toHaveLength(2);
  for (const entry of index.captures) {
    expect(await sha256Hex(readFileSync(join(out, 'photos', `${entry.id}.jpg`)))).toBe(entry.sha256);
  }
  expect(readFileSync(join(out, 'manifests', `${record.id}.json`))).toEqual(Buffer.from(record.manifest));
  expect(readFileSync(join(out, 'signatures', `${record.id}.txt`), 'utf8')).toBe(record.signature);
});

test('one photo can be exported alone; with nothing unsent there is no file', async () => {
  const record = await page.keepCapture(aShot(page, 1));
  await page.keepCapture(aShot(page, 2));
  expect((await page.makeRescue([record.id]))?.photos).toBe(1);
  expect(await page.makeRescue(['unknown'])).toBeNull();
});

test('names beyond ASCII and empty files survive', () => {
  const at = new Date(2026, 10, 21, 10, 52, 6).getTime();
  const files = [
    { name: '照片/一.jpg', bytes: new TextEncoder().encode('甲'), at },
    { name: 'empty', bytes: new Uint8Array(0), at },
  ];
  unpack(Buffer.concat(zipParts(files)));
  expect(readFileSync(join(folder, 'out', '照片', '一.jpg'), 'utf8')).toBe('甲');
  expect(readFileSync(join(folder, 'out', 'empty'))).toHaveLength(0);
});

test('the checksum is the usual one', () => {
  for (const size of [0, 1, 255, 4096]) {
    const bytes = crypto.getRandomValues(new Uint8Array(size));
    expect(crc32(bytes)).toBe(nodeCrc32(bytes));
  }
});
