import { beforeAll, describe, expect, test } from 'vitest';
import { bracket } from '@/features/wall/bracket';
import { cellLabel, columnWords, slotWords } from '@/features/wall/cell-words';
import { findingWords } from '@/features/wall/finding-words';
import { standingOfProject } from '@/features/wall/project-words';
import { layOut } from '@/features/wall/wall-grid';
import { useWords } from '@/locales';
import { aCapture, aFeedback, aLecturer, aProject, aSlot, at } from './builders';

beforeAll(() => useWords(['common', 'errors', 'wall']));

describe('taken between', () => {
  test('times alone within the half-day’s own date', () => {
    expect(bracket(at(9, 1, 58), at(9, 2, 11), '2026-11-21')).toEqual({
      day: null,
      from: '09:01:58',
      until: '09:02:11',
      single: false,
    });
  });

  test('one time where both ends fall into one second', () => {
    expect(bracket(at(9, 2, 3), at(9, 2, 3) + 400, '2026-11-21').single).toBe(true);
  });

  test('the day is named where it is another', () => {
    expect(bracket(at(9), at(10), '2026-11-20').day).toBe('11 月 21 日');
  });

  test('both days are named where they differ, at midnight too', () => {
    expect(bracket(at(23, 59, 59), at(24, 0, 0), '2026-11-21')).toMatchObject({
      from: '11 月 21 日 23:59:59',
      until: '11 月 22 日 00:00:00',
    });
  });
});

describe('findings in words', () => {
  test('with their numbers', () => {
    const data = { distanceM: 342, radiusM: 200, accuracyM: 85, beyondM: 57 };
    expect(findingWords({ code: 'far', level: 'look', data, other: null })).toEqual({
      title: '距离超出半径',
      text: '距会场 342 m，误差 85 m：最近也超出半径 200 m 外 57 m。两种坐标系都超出。',
    });
    expect(findingWords({ code: 'clock_skew', level: 'info', data: { offsetMs: -200_000 }, other: null }).text).toBe(
      '与服务器相差 3 分 20 秒。',
    );
  });

  test('without numbers where they did not come', () => {
    expect(findingWords({ code: 'far', level: 'look', data: {}, other: null }).text).not.toContain('{');
  });

  test.each([
    'chain_gap',
    'clock_skew',
    'far',
    'no_position',
    'exif_mismatch',
    'same_bytes',
    'near_equal',
    'fallback_camera',
    'reencoded',
    'trailing_data',
    'new_device',
    'after_replacement',
    'handed_in',
    'undecodable',
    'revoked_key',
  ])('%s has a title and a sentence', (code) => {
    const said = findingWords({ code, level: 'look', data: {}, other: null });
    expect(said.title).not.toContain(code);
    expect(said.text).not.toBeNull();
  });

  test('an unknown one is told by its code', () => {
    expect(findingWords({ code: 'brand_new', level: 'info', data: {}, other: null })).toEqual({
      title: '其他提示（brand_new）',
      text: null,
    });
  });
});

describe('places and projects in words', () => {
  const slot = aSlot('s1', { lecturers: [aLecturer(0)], captures: [aCapture()] });
  const cells = layOut(aFeedback([slot])).rows[0]?.cells ?? [];

  test('a place says item, half-day, state and time', () => {
    expect(slotWords(slot)).toBe('21 日 上午');
    expect(cells[0] && cellLabel(cells[0])).toBe('举办地点，21 日 上午，无异常，拍摄于 09:02');
    expect(cells[3] && cellLabel(cells[3])).toBe('主讲人 1 讲者0，21 日 上午，还没拍');
    expect(cells[1] && columnWords(cells[1].column)).toBe('现场\u200b日程背板');
  });

  test('a project says what is most pressing', () => {
    expect(standingOfProject(aProject({ look: 2, missing: 1 }), at(12))).toBe('2 待看');
    expect(standingOfProject(aProject({ missing: 3 }), at(12))).toBe('缺 3 个半天');
  });
});
