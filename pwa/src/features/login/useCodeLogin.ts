import { reactive, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Problem } from '@/api/answer';
import { askForCode, chooseSelf, confirmSelf, logInByCode } from '@/api/login-code';
import { serverNow } from '@/api/time';
import type { Me } from '@/api/types';
import { locale } from '@/locales';
import { useCaptcha, type CaptchaUse } from '@/ui/captcha/useCaptcha';
import { readOneTimeCode } from '@/ui/one-time-code';
import { readPhone } from '@/ui/phone';
import { useAttempt } from '@/ui/useAttempt';
import { readLastFour, stepAfter, type Step } from './code-step';

export type CodeField = 'phone' | 'captcha' | 'code' | 'name' | 'idLastFour';

export type CodeLoginUse = {
  step: ShallowRef<Step>;
  fields: Record<'phone' | 'code' | 'name' | 'idLastFour', string>;
  captcha: CaptchaUse;
  /** Fields that are not in order, once somebody has tried. */
  wrong: Set<CodeField>;
  busy: Ref<boolean>;
  /** Code of the last refusal that is no step of its own. */
  refusal: ShallowRef<string | null>;
  /** Until when this step is paused; null when it is not. */
  pausedUntil: ShallowRef<number | null>;
  /** Goes on from the step shown; the person once logged in. */
  submit: () => Promise<Me | null>;
  choose: (personId: string) => Promise<Me | null>;
  restart: () => void;
};

const allFields: readonly CodeField[] = ['phone', 'captcha', 'code', 'name', 'idLastFour'];
const second = 1000;

/** Everybody else's way in: phone and captcha, the code that comes by SMS; where needed, who is meant and a proof of it. */
export function useCodeLogin(): CodeLoginUse {
  const step = shallowRef<Step>({ kind: 'phone' });
  const fields = reactive({ phone: '', code: '', name: '', idLastFour: '' });
  const captcha = useCaptcha('code');
  const wrong = reactive(new Set<CodeField>());
  const { busy, refusal, pausedUntil, attempt } = useAttempt();

  function takeRefusal(problem: Problem): void {
    const next = stepAfter(problem);
    if (next !== null) {
      goTo(next);
      if (next.kind !== 'phone') refusal.value = null;
    }
    if (problem.code === 'captcha_wrong') wrong.add('captcha');
    for (const field of allFields) if (field in problem.errors) wrong.add(field);
    if (step.value.kind === 'phone') void captcha.renew();
  }

  function goTo(next: Step): void {
    step.value = next;
    wrong.clear();
    fields.code = '';
    pausedUntil.value = null;
  }

  function restart(): void {
    goTo({ kind: 'phone' });
    refusal.value = null;
    void captcha.renew();
  }

  async function requestCode(): Promise<void> {
    const phone = readPhone(fields.phone);
    const shown = captcha.state.value;
    if (phone === null) wrong.add('phone');
    if (captcha.answer.value.trim() === '') wrong.add('captcha');
    if (phone === null || wrong.size > 0 || shown.kind !== 'ready') return;
    const asked = { phone, captchaId: shown.captcha.id, captcha: captcha.answer.value.trim(), language: locale.value };
    const answered = await attempt(() => askForCode(asked), takeRefusal);
    if (answered === null) return;
    const { digits, validS, againS } = answered;
    goTo({ kind: 'code', phone, digits, validS, againAt: serverNow() + againS * second });
  }

  async function submit(): Promise<Me | null> {
    wrong.clear();
    const at = step.value;
    if (at.kind === 'phone') await requestCode();
    if (at.kind === 'code') {
      const code = readOneTimeCode(fields.code, at.digits);
      if (code !== null) return attempt(() => logInByCode(at.phone, code), takeRefusal);
      wrong.add('code');
    }
    return at.kind === 'confirm' ? confirm() : null;
  }

  async function confirm(): Promise<Me | null> {
    const lastFour = readLastFour(fields.idLastFour);
    const name = fields.name.trim();
    if (name === '') wrong.add('name');
    if (lastFour === null) wrong.add('idLastFour');
    return name === '' || lastFour === null ? null : attempt(() => confirmSelf(name, lastFour), takeRefusal);
  }

  const choose = (personId: string): Promise<Me | null> => attempt(() => chooseSelf(personId), takeRefusal);
  return { step, fields, captcha, wrong, busy, refusal, pausedUntil, submit, choose, restart };
}
