import { expect, test } from 'vitest';
import { headingOf, toastTop, usualTop } from '@/ui/toast-place';

const [screen, tall] = [844, 43];

test('a toast stands under the heading, however tall that is', () => {
  expect(toastTop({ top: 33, bottom: 112 }, tall, screen)).toBe(120);
  expect(toastTop({ top: 33, bottom: 170 }, tall, screen)).toBe(178);
});

test('a heading that is scrolled away, ends above, begins far below or is not there moves no toast', () => {
  for (const heading of [{ top: -80, bottom: -12 }, { top: 0, bottom: 52 }, { top: 300, bottom: 340 }, null]) {
    expect(toastTop(heading, tall, screen)).toBe(usualTop);
  }
});

test('a toast leaves the lower part of the screen to what is tapped', () => {
  expect(toastTop({ top: 77, bottom: 152 }, tall, 390)).toBe(160);
  expect(toastTop({ top: 20, bottom: 300 }, tall, 390)).toBe(234 - tall);
  expect(toastTop({ top: 20, bottom: 300 }, tall, 100)).toBe(usualTop);
});

test('what stands beside a heading belongs to it unless it is most of the screen', () => {
  const title = { top: 20, bottom: 50 };
  expect(headingOf(title, { top: 10, bottom: 90 }, screen)).toEqual({ top: 10, bottom: 90 });
  expect(headingOf(title, { top: 10, bottom: 600 }, screen)).toBe(title);
  expect(headingOf(title, null, screen)).toBe(title);
});
