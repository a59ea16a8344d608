import { reactive, shallowRef, type Ref, type ShallowRef } from 'vue';
import { mapAnswer, type Problem } from '@/api/answer';
import { askForChangeCodes, changePhone } from '@/api/phone-changes';
import { serverNow } from '@/api/time';
import { locale } from '@/locales';
import { useCaptcha, type CaptchaUse } from '@/ui/captcha/useCaptcha';
import { readOneTimeCode } from '@/ui/one-time-code';
import { readPhone } from '@/ui/phone';
import { useAttempt } from '@/ui/useAttempt';

/** Where it stands; instants by the server's clock. */
export type MoveStep = { kind: 'phone' } | { kind: 'codes'; phone: string; digits: number; validS: number; againAt: number };
export type MoveField = 'phone' | 'captcha' | 'oldCode' | 'newCode';

export type PhoneMoveUse = {
  step: ShallowRef<MoveStep>;
  fields: Record<'phone' | 'oldCode' | 'newCode', string>;
  captcha: CaptchaUse;
  /** What is wrong with a field, as a code; empty where the field is not even filled properly. */
  wrong: Map<MoveField, string>;
  busy: Ref<boolean>;
  refusal: ShallowRef<string | null>;
  /** Until when nothing more can be tried; null when it can. */
  pausedUntil: ShallowRef<number | null>;
  /** Goes on from the step shown; true once the phone is another. */
  submit: () => Promise<boolean>;
  restart: () => void;
};

const second = 1000;
const named: readonly MoveField[] = ['phone', 'captcha', 'oldCode', 'newCode'];

/** Changing one's phone: the new number and a captcha, then the codes that came to both numbers. */
export function usePhoneMove(): PhoneMoveUse {
  const step = shallowRef<MoveStep>({ kind: 'phone' });
  const fields = reactive({ phone: '', oldCode: '', newCode: '' });
  const captcha = useCaptcha('code');
  const wrong = reactive(new Map<MoveField, string>());
  const { busy, refusal, pausedUntil, attempt } = useAttempt();

  function take(problem: Problem): void {
    if (problem.code === 'captcha_wrong') wrong.set('captcha', '');
    for (const field of named) if (field in problem.errors) wrong.set(field, problem.errors[field]?.[0] ?? '');
    if (wrong.size > 0 && problem.code === 'invalid') refusal.value = null;
    if (step.value.kind === 'phone') void captcha.renew();
  }

  function restart(): void {
    step.value = { kind: 'phone' };
    wrong.clear();
    Object.assign(fields, { oldCode: '', newCode: '' });
    refusal.value = null;
    pausedUntil.value = null;
    void captcha.renew();
  }

  async function sendCodes(): Promise<void> {
    const phone = readPhone(fields.phone);
    const read = captcha.read();
    if (phone === null) wrong.set('phone', '');
    if (read === null) wrong.set('captcha', '');
    if (phone === null || read === null) return;
    const answered = await attempt(() => askForChangeCodes({ phone, ...read, language: locale.value }), take);
    if (answered === null) return;
    const { digits, validS, againS } = answered;
    step.value = { kind: 'codes', phone, digits, validS, againAt: serverNow() + againS * second };
  }

  async function move(phone: string, digits: number): Promise<boolean> {
    const [oldCode, newCode] = [readOneTimeCode(fields.oldCode, digits), readOneTimeCode(fields.newCode, digits)];
    if (oldCode === null) wrong.set('oldCode', '');
    if (newCode === null) wrong.set('newCode', '');
    if (oldCode === null || newCode === null) return false;
    // A good answer carries nothing, so that it cannot be told from a refusal by its value.
    return (await attempt(async () => mapAnswer(await changePhone(phone, oldCode, newCode), () => true), take)) === true;
  }

  async function submit(): Promise<boolean> {
    wrong.clear();
    pausedUntil.value = null;
    if (step.value.kind === 'codes') return move(step.value.phone, step.value.digits);
    await sendCodes();
    return false;
  }

  return { step, fields, captcha, wrong, busy, refusal, pausedUntil, submit, restart };
}
