import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCodeLogin, type CodeLoginUse } from '@/features/login/useCodeLogin';
import { useSupervisorLogin } from '@/features/login/useSupervisorLogin';
import { useCaptcha } from '@/ui/captcha/useCaptcha';
import { body, fakeFetch, json, problem } from '../api/fake-fetch';
import { used } from '../used';

const captcha = json({ id: 'k', image: 'data:,', expiresAt: 300_000 });
const sentCode = json({ digits: 6, validS: 600, againS: 60 }, 202);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** At the step where the code is typed. */
async function withCode(): Promise<CodeLoginUse> {
  const use = await used(useCodeLogin);
  await use.captcha.renew();
  use.fields.phone = '139 0000 0001';
  use.captcha.answer.value = 'AB12';
  await use.submit();
  expect(use.step.value.kind).toBe('code');
  return use;
}

test('where a captcha is asked, the code typed stays and both are sent', async () => {
  const me = { csrf: 'x' };
  const sent = fakeFetch(captcha, sentCode, problem(400, 'captcha_needed'), captcha, json(me, 201));
  const use = await withCode();
  use.fields.code = '123456';
  expect(await use.submit()).toBeNull();
  await vi.waitFor(() => expect(use.captcha.state.value.kind).toBe('ready'));
  expect([use.captchaAsked.value, use.refusal.value, use.fields.code]).toEqual([true, 'captcha_needed', '123456']);
  expect(await use.submit()).toBeNull();
  expect([...use.wrong]).toEqual(['captcha']);
  use.captcha.answer.value = 'CD34';
  expect(await use.submit()).toEqual(me);
  expect(body(sent[2])).toEqual({ phone: '13900000001', code: '123456' });
  expect(body(sent[4])).toEqual({ phone: '13900000001', code: '123456', captchaId: 'k', captcha: 'CD34' });
});

test('above the limit it says until when, and nothing typed is lost', async () => {
  fakeFetch(captcha, sentCode, problem(429, 'login_limited', { data: { retryAt: 9_000 } }));
  const use = await withCode();
  use.fields.code = '123456';
  expect(await use.submit()).toBeNull();
  expect([use.refusal.value, use.pausedUntil.value, use.fields.code]).toEqual(['login_limited', 9_000, '123456']);
});

test('the supervisor is told the same', async () => {
  fakeFetch(captcha, problem(429, 'login_limited', { data: { retryAt: 9_000 } }), captcha);
  const use = await used(useSupervisorLogin);
  await use.captcha.renew();
  Object.assign(use.phone, { value: '13900000011' });
  Object.assign(use.code, { value: '7K3D-9QXM' });
  use.captcha.answer.value = 'AB12';
  expect(await use.submit()).toBeNull();
  expect([use.refusal.value, use.pausedUntil.value, use.code.value]).toEqual(['login_limited', 9_000, '7K3D-9QXM']);
});

test.each([
  [problem(429, 'too_many'), 'errors.too_many.do'],
  [problem(503, 'busy'), 'login.captcha.failed'],
])('a picture that does not come says why', async (answer, words) => {
  fakeFetch(answer);
  const use = await used(() => useCaptcha('code'));
  await use.renew();
  expect(use.state.value).toEqual({ kind: 'failed', words });
});
