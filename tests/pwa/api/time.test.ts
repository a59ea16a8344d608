import { beforeEach, describe, expect, test, vi } from 'vitest';
import { token } from './fake-fetch';

type Time = typeof import('@/api/time');

let time: Time;

beforeEach(async () => {
  vi.resetModules();
  time = await import('@/api/time');
});

describe('time tokens', () => {
  test('the newest is kept with both clocks and the document', () => {
    time.noteTime(token(5_000));
    expect(time.newestTime()).toMatchObject({ token: token(5_000), serverAt: 5_000, document: time.documentId });
    expect(time.newestTime()?.wall).toBeCloseTo(Date.now(), -3);
  });

  test('an answer that was overtaken does not set the clock back', () => {
    time.noteTime(token(5_000));
    time.noteTime(token(4_000));
    expect(time.newestTime()?.serverAt).toBe(5_000);
  });

  test.each([null, '', 'x', 'k.!!!.s', `k.${btoa('{"at":"5"}')}.s`, `k.${btoa('null')}.s`])('%j says nothing', (bad) => {
    time.noteTime(bad);
    expect(time.newestTime()).toBeNull();
  });

  test('listeners hear of each newer one until they stop', () => {
    const heard = vi.fn();
    const stop = time.onTime(heard);
    time.noteTime(token(1));
    time.noteTime(token(2));
    stop();
    time.noteTime(token(3));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('the server’s time runs on by the monotonic clock, whatever the wall clock does', () => {
    vi.spyOn(performance, 'now').mockReturnValueOnce(100).mockReturnValueOnce(1_600);
    time.noteTime(token(50_000));
    vi.spyOn(Date, 'now').mockReturnValue(1);
    expect(time.serverNow()).toBe(51_500);
  });
});
