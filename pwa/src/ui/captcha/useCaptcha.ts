import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { newCaptcha, type CaptchaRead } from '@/api/login';
import { serverNow } from '@/api/time';
import type { Captcha } from '@/api/types';

type CaptchaState = { kind: 'loading' } | { kind: 'ready'; captcha: Captcha } | { kind: 'failed'; words: 'login.captcha.failed' | 'errors.too_many.do' };

export type CaptchaUse = {
  state: ShallowRef<CaptchaState>;
  answer: Ref<string>;
  renew: () => Promise<void>;
  /** What was read in the picture shown; null when there is none or nothing was typed. */
  read: () => CaptchaRead | null;
};

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
      const throttled = got.kind === 'problem' && got.problem.status === 429;
      state.value = { kind: 'failed', words: throttled ? 'errors.too_many.do' : 'login.captcha.failed' };
      return;
    }
    state.value = { kind: 'ready', captcha: got.value };
    timer = setTimeout(renewUnlessTyping, Math.max(10_000, got.value.expiresAt - serverNow() - 5000));
  }

  function renewUnlessTyping(): void {
    if (answer.value === '') void renew();
  }

  function read(): CaptchaRead | null {
    const text = answer.value.trim();
    return text === '' || state.value.kind !== 'ready' ? null : { captchaId: state.value.captcha.id, captcha: text };
  }

  onBeforeUnmount(() => clearTimeout(timer));
  return { state, answer, renew, read };
}
