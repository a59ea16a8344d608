import { reactive, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer, Problem } from '@/api/answer';
import { logInSupervisor } from '@/api/login';
import type { Me } from '@/api/types';
import { codeOf } from '@/locales/problem-words';
import { useCaptcha, type CaptchaUse } from '@/ui/captcha/useCaptcha';
import { readPhone } from '@/ui/phone';
import { readLoginCode } from './login-input';

export type Field = 'phone' | 'code' | 'captcha';

export type SupervisorLoginUse = {
  phone: Ref<string>;
  code: Ref<string>;
  captcha: CaptchaUse;
  /** Fields that are not in order, once somebody has tried. */
  wrong: Set<Field>;
  busy: Ref<boolean>;
  /** The code of the last refusal. */
  refusal: ShallowRef<string | null>;
  /** Until when logging in is paused; null when it is not. */
  pausedUntil: ShallowRef<number | null>;
  submit: () => Promise<Me | null>;
};

/** The supervisor's way in: phone, login code, captcha. A used captcha is never offered twice. */
export function useSupervisorLogin(): SupervisorLoginUse {
  const phone = ref('');
  const code = ref('');
  const captcha = useCaptcha('supervisor');
  const wrong = reactive(new Set<Field>());
  const busy = ref(false);
  const refusal = shallowRef<string | null>(null);
  const pausedUntil = shallowRef<number | null>(null);

  async function submit(): Promise<Me | null> {
    if (busy.value || !check()) return null;
    busy.value = true;
    refusal.value = null;
    const answer = await send();
    busy.value = false;
    if (answer === null) return null;
    if (answer.kind === 'ok') return answer.value;
    refusal.value = codeOf(answer);
    if (answer.kind === 'problem') takeRefusal(answer.problem);
    return null;
  }

  function check(): boolean {
    wrong.clear();
    if (readPhone(phone.value) === null) wrong.add('phone');
    if (readLoginCode(code.value) === null) wrong.add('code');
    if (captcha.answer.value.trim() === '') wrong.add('captcha');
    return wrong.size === 0;
  }

  async function send(): Promise<Answer<Me> | null> {
    const read = captcha.read();
    const digits = readPhone(phone.value);
    const letters = readLoginCode(code.value);
    if (read === null || digits === null || letters === null) return null;
    return logInSupervisor({ phone: digits, code: letters, ...read });
  }

  function takeRefusal(problem: Problem): void {
    if (problem.code === 'captcha_wrong') wrong.add('captcha');
    const { retryAt } = problem.data;
    pausedUntil.value = typeof retryAt === 'number' ? retryAt : null;
    for (const field of ['phone', 'code', 'captcha'] as const) if (field in problem.errors) wrong.add(field);
    void captcha.renew();
  }

  return { phone, code, captcha, wrong, busy, refusal, pausedUntil, submit };
}
