import { shallowRef } from 'vue';
import type { Tone } from './desk/tone';

export type Toast = { text: string; tone: Tone; key: number };

const shownForMs = 4000;
let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export const currentToast = shallowRef<Toast | null>(null);

/** Says one short thing that needs no answer; read out by screen readers. The newest takes the place of the last. */
export function toast(text: string, tone: Tone = 'done'): void {
  clearTimeout(timer);
  count += 1;
  currentToast.value = { text, tone, key: count };
  timer = setTimeout(() => {
    currentToast.value = null;
  }, shownForMs);
}
