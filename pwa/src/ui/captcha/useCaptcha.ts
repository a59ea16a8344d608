import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { newCaptcha } from '@/api/login';
import { serverNow } from '@/api/time';
import type { Captcha } from '@/api/types';

type CaptchaState = { kind: 'loading' } | { kind: 'ready'; captcha: Captcha } | { kind: 'failed' };

export type CaptchaUse = { state: ShallowRef<CaptchaState>; answer: Ref<string>; renew: () => Promise<void> };

/** The picture to be read. A new one comes by itself before the shown one expires, unless somebody has begun to type. */
export function useCaptcha(purpose: 'supervisor' | 'code'): CaptchaUse {
  const state = shallowRef<CaptchaState>({ kind: 'loading' });
  const answer = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function renew(): Promise<void> {
    clearTimeout(timer);
    state.value = { kind: 'loading' };
    answer.value = '';
    const got = await newCaptcha(purpose);
    if (got.kind !== 'ok') {
      state.value = { kind: 'failed' };
      return;
    }
    state.value = { kind: 'ready', captcha: got.value };
    timer = setTimeout(renewUnlessTyping, Math.max(10_000, got.value.expiresAt - serverNow() - 5000));
  }

  function renewUnlessTyping(): void {
    if (answer.value === '') void renew();
  }

  onBeforeUnmount(() => clearTimeout(timer));
  return { state, answer, renew };
}
