import { beforeAll, describe, expect, test } from 'vitest';
import { messageWords } from '@/features/inbox/message-words';
import { targetOf } from '@/features/inbox/message-target';
import { isUnderWay } from '@/features/inbox/useTest';
import { useWords } from '@/locales';

beforeAll(() => useWords(['common', 'inbox']));

const project = { projectNo: '2026-03-01-112', projectName: '超声诊断新进展学习班' };

describe('what a message says', () => {
  test('times and days are in the zone of the deployment', () => {
    const params = { ...project, date: '2026-11-21', half: 'am', closesAt: Date.UTC(2026, 10, 21, 5), done: 4, total: 6 };
    expect(messageWords({ kind: 'slot_incomplete', params }).text).toBe(
      '「超声诊断新进展学习班」11 月 21 日上午已收到 4 / 6 项，13:00 之后不能再拍摄。',
    );
  });

  test('a half-day that ends at midnight closes at 24:00', () => {
    const params = { ...project, date: '2026-11-21', half: 'pm', closesAt: Date.UTC(2026, 10, 21, 16), done: 4, total: 6 };
    expect(messageWords({ kind: 'slot_incomplete', params }).text).toContain('24:00 之后不能再拍摄');
  });

  test('a half-day that ended says how much is missing and what to do', () => {
    const params = { ...project, date: '2026-11-21', half: 'pm', closesAt: 0, done: 4, total: 6, missing: 2 };
    expect(messageWords({ kind: 'slot_ended', params }).text).toBe(
      '「超声诊断新进展学习班」11 月 21 日下午已结束，还差 2 项；如照片在手机上，请联网发送。',
    );
  });

  test('a rating is told in words', () => {
    const said = messageWords({ kind: 'result_published', params: { ...project, rating: 'basically_qualified' } });
    expect(said.text).toBe('「超声诊断新进展学习班」（2026-03-01-112）：基本合格');
  });

  test('a kind of a newer server is still told', () => {
    expect(messageWords({ kind: 'brand_new', params: {} })).toMatchObject({ title: '新的通知' });
  });
});

describe('where a message leads', () => {
  test.each([
    ['result_published', 'project-results'],
    ['rating_overtaken', 'project-results'],
    ['slot_incomplete', 'projects'],
    ['filing_decided', 'project-filing'],
  ])('%s', (kind, name) => {
    expect(targetOf({ kind, scopeId: 'p1', subjectId: 's1' }, 'full')).toEqual({ name, params: { project: 'p1' } });
  });

  test('a supervisor goes to the half-day, and a message about nothing nowhere', () => {
    expect(targetOf({ kind: 'slot_incomplete', scopeId: 'p1', subjectId: 's1' }, 'supervisor')).toEqual({ name: 'onsite' });
    expect(targetOf({ kind: 'test', scopeId: null, subjectId: null }, 'full')).toBeNull();
  });

  test('a filing that waits leads to its case', () => {
    expect(targetOf({ kind: 'filing_submitted', scopeId: 'p1', subjectId: 'c1' }, 'full')).toEqual({ name: 'case', params: { case: 'c1' } });
  });
});

test('a test is followed until nothing can change', () => {
  const states = ['waiting', 'sending', 'sent', 'retry', 'failed', 'expired'] as const;
  expect(states.filter((state) => isUnderWay({ state }))).toEqual(['waiting', 'sending']);
});
