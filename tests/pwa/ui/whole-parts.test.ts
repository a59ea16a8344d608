import { expect, test } from 'vitest';
import { wholeParts } from '@/ui/whole-parts';

/** What no line may end in. */
const whole = (text: string): string[] => wholeParts(text).filter((_part, place) => place % 2 === 1);

test('numbers, days with their time and periods are kept in one piece', () => {
  expect(whole('2026-03-01-112 学习班（2026-12-01 至 2026-12-02）')).toEqual(['2026-03-01-112', '（2026-12-01 至 2026-12-02）']);
  expect(whole('现在由市卫生健康委员会办理，11-20 16:08 起，已 1 天。')).toEqual(['11-20 16:08']);
  expect(whole('Class (2026-12-01 to 2026-12-02)')).toEqual(['(2026-12-01 to 2026-12-02)']);
  expect(whole('没有编号')).toEqual([]);
});

test('nothing of a text is lost', () => {
  for (const text of ['', '学习班', '（2026-03-01-112）已提交', '11-20 16:08 起']) expect(wholeParts(text).join('')).toBe(text);
});
