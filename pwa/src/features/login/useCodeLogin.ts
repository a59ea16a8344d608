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

/** Raised whenever the words of the notice over the ID digits change in substance. */
const noticeVersion = '1';

export type CodeField = 'phone' | 'captcha' | 'code' | 'name' | 'idLastFour';

export type CodeLoginUse = {
  step: ShallowRef<Step>;
  fields: Record<'phone' | 'code' | 'name' | 'idLastFour', string>;
  captcha: CaptchaUse;
  /** Much went wrong from this network: each try now needs a captcha, too. */
  captchaAsked: Ref<boolean>;
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
  const captchaAsked = shallowRef(false);
  const wrong = reactive(new Set<CodeField>());
  const { busy, refusal, pausedUntil, attempt } = useAttempt();

  function takeRefusal(problem: Problem): void {
    const next = stepAfter(problem);
    if (next !== null) {
      goTo(next);
      if (next.kind !== 'phone') refusal.value = null;
    }
    if (problem.code === 'captcha_needed') captchaAsked.value = true;
    wrongFields(problem).forEach((field) => wrong.add(field));
    if (step.value.kind === 'phone' || captchaAsked.value) void captcha.renew();
  }

  function need<T>(field: CodeField, value: T | null): T | null {
    if (value === null) wrong.add(field);
    return value;
  }

  function goTo(next: Step): void {
    step.value = next;
    wrong.clear();
    fields.code = '';
    captchaAsked.value = false;
    pausedUntil.value = null;
  }

  function restart(): void {
    goTo({ kind: 'phone' });
    refusal.value = null;
    void captcha.renew();
  }

  async function requestCode(): Promise<void> {
    const phone = need('phone', readPhone(fields.phone));
    const read = need('captcha', captcha.read());
    if (phone === null || read === null) return;
    const answered = await attempt(() => askForCode({ phone, ...read, language: locale.value }), takeRefusal);
    if (answered !== null) goTo({ kind: 'code', phone, ...answered, againAt: serverNow() + answered.againS * second });
  }

  async function submit(): Promise<Me | null> {
    wrong.clear();
    const at = step.value;
    if (at.kind === 'phone') await requestCode();
    if (at.kind === 'code') return giveCode(at.phone, at.digits);
    return at.kind === 'confirm' ? confirm() : null;
  }

  async function giveCode(phone: string, digits: number): Promise<Me | null> {
    const code = need('code', readOneTimeCode(fields.code, digits));
    const read = captchaAsked.value ? need('captcha', captcha.read()) : null;
    return code === null || wrong.size > 0 ? null : attempt(() => logInByCode(phone, code, read), takeRefusal);
  }

  async function confirm(): Promise<Me | null> {
    const name = need('name', fields.name.trim() || null);
    const lastFour = need('idLastFour', readLastFour(fields.idLastFour));
    return name === null || lastFour === null ? null : attempt(() => confirmSelf(name, lastFour, noticeVersion), takeRefusal);
  }

  const choose = (personId: string): Promise<Me | null> => attempt(() => chooseSelf(personId), takeRefusal);
  return { step, fields, captcha, captchaAsked, wrong, busy, refusal, pausedUntil, submit, choose, restart };
}

function wrongFields({ code, errors }: Problem): readonly CodeField[] {
  return allFields.filter((field) => field in errors || (field === 'captcha' && code === 'captcha_wrong'));
}
