import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gateOf, type Facts } from '@/features/onsite/camera-gate';
import { isSigned } from '@/features/onsite/ink';
import { fileLimit, fitWithin, isKeptAsDelivered, jpegSize } from '@/features/onsite/jpeg';
import { isWeChat, platformOf } from '@/features/onsite/platform';

const ready: Facts = {
  loaded: true,
  fit: true,
  itemThere: true,
  phase: 'open',
  committed: true,
  ticketHere: true,
  consented: true,
  lowSpace: false,
  camera: 'live',
  fix: 'found',
};

describe('before the shutter', () => {
  const cases: [Partial<Facts>, string][] = [
    [{}, 'open'],
    [{ camera: 'off' }, 'open'],
    [{ fix: 'overdue' }, 'open'],
    [{ fit: false, loaded: false }, 'unfit'],
    [{ loaded: false }, 'loading'],
    [{ consented: null }, 'loading'],
    [{ itemThere: false }, 'gone'],
    [{ phase: 'before' }, 'before'],
    [{ phase: 'late' }, 'closed'],
    [{ phase: 'over' }, 'closed'],
    [{ committed: false, consented: false }, 'uncommitted'],
    [{ ticketHere: false }, 'no_ticket'],
    [{ consented: false, camera: 'denied' }, 'consent'],
    [{ lowSpace: true }, 'low_space'],
    [{ camera: 'denied', fix: 'denied' }, 'camera_denied'],
    [{ fix: 'denied' }, 'place_denied'],
    [{ fix: 'denied', camera: 'absent' }, 'place_denied'],
    [{ camera: 'failed' }, 'camera_failed'],
    [{ camera: 'absent' }, 'fallback'],
  ];

  test.each(cases)('%o stands at %s', (change, gate) => {
    expect(gateOf({ ...ready, ...change })).toBe(gate);
  });
});

/** The beginning of a JPEG as far as its frame header, with an APP1 segment before it. */
function header(width: number, height: number, size = 64): Uint8Array {
  const bytes = new Uint8Array(Math.max(size, 64));
  bytes.set([0xff, 0xd8, 0xff, 0xe1, 0, 10, 1, 2, 3, 4, 5, 6, 7, 8]);
  bytes.set([0xff, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255], 14);
  return bytes;
}

describe('a file of the platform’s camera', () => {
  test('tells its size without being decoded', () => {
    expect(jpegSize(header(4000, 3000))).toEqual({ width: 4000, height: 3000 });
    expect(jpegSize(new TextEncoder().encode('\u0089PNG, certainly no JPEG at all'))).toBeNull();
    expect(jpegSize(new Uint8Array([0xff, 0xd8]))).toBeNull();
    expect(jpegSize(new Uint8Array(64).fill(0xff))).toBeNull();
  });

  test('is kept as delivered within the limits, else encoded anew', () => {
    expect(isKeptAsDelivered(header(4000, 3000))).toBe(true);
    expect(isKeptAsDelivered(header(12_000, 9_000))).toBe(false);
    expect(isKeptAsDelivered(header(4000, 3000, fileLimit + 1))).toBe(false);
    expect(isKeptAsDelivered(new Uint8Array(readFileSync('package.json')))).toBe(false);
  });

  test('is made smaller but never larger, and keeps its shape', () => {
    expect(fitWithin(4000, 3000, 2048)).toEqual({ width: 2048, height: 1536 });
    expect(fitWithin(1536, 2048, 2048)).toEqual({ width: 1536, height: 2048 });
    expect(fitWithin(640, 480, 2048)).toEqual({ width: 640, height: 480 });
    expect(fitWithin(5000, 1, 2048)).toEqual({ width: 2048, height: 1 });
  });
});

describe('the phone', () => {
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1';

  test('is told apart for the help that fits', () => {
    expect(platformOf(iphone, 5)).toBe('ios');
    expect(platformOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5)).toBe('ios');
    expect(platformOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0)).toBe('other');
    expect(platformOf('Mozilla/5.0 (Linux; Android 14) Chrome/130', 5)).toBe('android');
  });

  test('in WeChat is recognised', () => {
    expect(isWeChat(`${iphone} MicroMessenger/8.0.49`)).toBe(true);
    expect(isWeChat(iphone)).toBe(false);
  });
});

describe('a drawn signature', () => {
  test('is more than a dot or a slip', () => {
    expect(isSigned([])).toBe(false);
    expect(isSigned([[{ x: 0.5, y: 0.1 }]])).toBe(false);
    expect(isSigned([[{ x: 0.1, y: 0.1 }, { x: 0.2, y: 0.1 }]])).toBe(false);
    expect(isSigned([[{ x: 0.1, y: 0.1 }, { x: 0.3, y: 0.1 }], [{ x: 0.3, y: 0.1 }, { x: 0.3, y: 0.2 }]])).toBe(true);
  });
});
