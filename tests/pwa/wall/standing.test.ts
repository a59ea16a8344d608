import { describe, expect, test } from 'vitest';
import { acceptanceNeedsReason, hasPicture, standingOf } from '@/features/wall/standing';
import { feedbackRate, projectStanding } from '@/features/wall/project-state';
import { aCapture, aProject, at } from './builders';

const ruled = (verdict: 'accepted' | 'questioned') => ({ verdict, reason: '', by: '陈', at: at(10) });

describe('how a photo stands', () => {
  test.each([
    ['clear', {}],
    ['clear', { findings: [{ code: 'clock_skew', level: 'info', data: {}, other: null }] }],
    ['clear', { verdict: 'offline' }],
    ['look', { findings: [{ code: 'far', level: 'look', data: {}, other: null }] }],
    ['look', { findings: [{ code: 'same_bytes', level: 'bad', data: {}, other: null }] }],
    ['look', { verdict: 'unproven' }],
    ['checking', { inspected: false, findings: [{ code: 'far', level: 'look', data: {}, other: null }] }],
    ['awaiting_bytes', { state: 'awaiting_bytes', inspected: false }],
    ['waiting', { state: 'waiting', inspected: false }],
    ['accepted', { ruling: ruled('accepted'), findings: [{ code: 'far', level: 'look', data: {}, other: null }] }],
    ['questioned', { ruling: ruled('questioned') }],
  ] as const)('%s', (standing, change) => {
    expect(standingOf(aCapture(change))).toBe(standing);
  });

  test('there is no picture before the inspection, nor of what cannot be opened or was removed', () => {
    expect(hasPicture(aCapture())).toBe(true);
    expect(hasPicture(aCapture({ inspected: false }))).toBe(false);
    expect(hasPicture(aCapture({ state: 'awaiting_bytes' }))).toBe(false);
    expect(hasPicture(aCapture({ bytesRemovedAt: at(12), position: null, noPosition: 'removed' }))).toBe(false);
    expect(hasPicture(aCapture({ findings: [{ code: 'undecodable', level: 'bad', data: {}, other: null }] }))).toBe(false);
  });

  test('what rests on a person’s word alone needs a reason', () => {
    expect(acceptanceNeedsReason(aCapture())).toBe(false);
    expect(acceptanceNeedsReason(aCapture({ verdict: 'unproven', counts: false }))).toBe(true);
    const findings = [{ code: 'no_position', level: 'look' as const, data: {}, other: null }];
    expect(acceptanceNeedsReason(aCapture({ position: null, findings }))).toBe(true);
  });
});

describe('how a project stands', () => {
  test.each([
    ['look', { look: 2, missing: 3 }],
    ['missing', { missing: 3 }],
    ['not_started', { slots: { due: 0, complete: 0, total: 4 }, latestAt: null }],
    ['not_started', { plannedStart: '2026-11-22', latestAt: null, missing: 4 }],
    ['running', { slots: { due: 0, complete: 0, total: 4 } }],
    ['running', { slots: { due: 3, complete: 2, total: 4 } }],
    ['running', { slots: { due: 3, complete: 3, total: 4 } }],
    ['complete', { slots: { due: 4, complete: 4, total: 4 } }],
  ] as const)('%s', (standing, change) => {
    expect(projectStanding(aProject(change), '2026-11-21')).toBe(standing);
  });

  test('the rate is of half-days that are over', () => {
    expect(feedbackRate({ due: 6, complete: 3 })).toBe(50);
    expect(feedbackRate({ due: 3, complete: 1 })).toBe(33);
    expect(feedbackRate({ due: 0, complete: 0 })).toBeNull();
  });
});
