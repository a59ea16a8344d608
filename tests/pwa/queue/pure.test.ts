import { describe, expect, test } from 'vitest';
import type { TimeSighting } from '@/api/time';
import { backOffMs } from '@/queue/backoff';
import { correctedTime } from '@/queue/clock';
import { describeMoment } from '@/queue/moment';
import { mayTryAt, noteOutcome, noteTry, restingSchedule } from '@/queue/schedule';

const sighting: TimeSighting = { token: 't', serverAt: 1_000_000, wall: 500_000, monotonicMs: 100, document: 'd1' };

describe('the corrected clock', () => {
  test('follows the server, whatever the phone’s own clock says', () => {
    expect(correctedTime(sighting, { wall: 501_000, monotonicMs: 1_100, document: 'd1' })).toBe(1_001_000);
    expect(correctedTime(sighting, { wall: 0, monotonicMs: 1_100, document: 'd1' })).toBe(1_001_000);
  });

  test('counts the time a phone slept, when its monotonic clock stood still', () => {
    expect(correctedTime(sighting, { wall: 560_000, monotonicMs: 200, document: 'd1' })).toBe(1_060_000);
  });

  test('rests on the wall clock in another document, and never runs backwards', () => {
    expect(correctedTime(sighting, { wall: 501_000, monotonicMs: 9_999_999, document: 'd2' })).toBe(1_001_000);
    expect(correctedTime(sighting, { wall: 400_000, monotonicMs: 0, document: 'd2' })).toBe(1_000_000);
    expect(correctedTime(null, { wall: 400_000, monotonicMs: 0, document: 'd2' })).toBe(400_000);
  });
});

describe('a moment', () => {
  test('has a monotonic distance only within the document of its token', () => {
    const moment = describeMoment(sighting, { wall: 501_000, monotonicMs: 1_100.6, document: 'd1' });
    expect(moment).toMatchObject({ sinceTokenMs: 1_001, tokenWall: 500_000, tokenDocument: 'd1', document: 'd1' });
    expect(describeMoment(sighting, { wall: 501_000, monotonicMs: 1_100, document: 'd2' }).sinceTokenMs).toBeNull();
  });
});

describe('the schedule', () => {
  test('doubles up to five minutes, and half of it is drawn by lot', () => {
    expect([1, 2, 3, 4].map((failures) => backOffMs(failures, 1))).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(backOffMs(9, 1)).toBe(300_000);
    expect(backOffMs(1_000, 1)).toBe(300_000);
    expect(backOffMs(9, 0)).toBe(150_000);
  });

  test('forgets its failures at every new chance but not by its own timer', () => {
    const tired = { ...restingSchedule, failures: 6 };
    expect(noteTry(tired, 'online').failures).toBe(0);
    expect(noteTry(tired, 'foreground').failures).toBe(0);
    expect(noteTry(tired, 'user').failures).toBe(0);
    expect(noteTry(tired, 'timer').failures).toBe(6);
  });

  test('holds everybody to what the server asked, but not for ever', () => {
    const asked = { kind: 'busy', code: 'overloaded', retryAfterMs: 60_000 } as const;
    const { schedule, nextAt } = noteOutcome(restingSchedule, asked, 1_000, 0);
    expect(nextAt).toBe(61_000);
    expect(mayTryAt(schedule, 'user')).toBe(61_000);
    const endless = noteOutcome(restingSchedule, { ...asked, retryAfterMs: 1e12 }, 0, 0);
    expect(mayTryAt(endless.schedule, 'user')).toBe(900_000);
  });

  test('after a failure lets the user’s own button through at once, other calls after a moment', () => {
    const { schedule } = noteOutcome(restingSchedule, { kind: 'offline' }, 10_000, 0);
    expect(mayTryAt(schedule, 'user')).toBe(10_000);
    expect(mayTryAt(schedule, 'online')).toBe(11_500);
    expect(mayTryAt(restingSchedule, 'new')).toBeLessThan(10_000);
  });

  test('sets no alarm when there is nothing to do or nobody logged in', () => {
    expect(noteOutcome(restingSchedule, { kind: 'done' }, 1, 0).nextAt).toBeNull();
    expect(noteOutcome(restingSchedule, { kind: 'login_needed' }, 1, 0).nextAt).toBeNull();
  });
});
