type Span = { top: number; bottom: number };

/** Where a toast begins on a phone unless a heading is there, in pixels. */
export const usualTop = 60;
const gap = 8;
/** The share of the screen below which the primary action is. */
const lowest = 0.6;

/** Pure. Where a toast `tall` pixels high begins in a window of `height`, clear of the screen's heading; null: there is none. */
export function toastTop(heading: Span | null, tall: number, height: number): number {
  if (heading === null || heading.bottom + gap <= usualTop || heading.top >= usualTop + tall) return usualTop;
  return Math.max(usualTop, Math.min(heading.bottom + gap, height * lowest - tall));
}

/** Pure. The heading with what stands beside and under it; alone where that is most of the screen. */
export function headingOf(title: Span, head: Span | null, height: number): Span {
  return head === null || head.bottom - head.top > height / 3 ? title : head;
}
