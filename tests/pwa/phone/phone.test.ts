import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mayVouch } from '@/access';
import { usePhoneMove, type PhoneMoveUse } from '@/features/phone/usePhoneMove';
import { useVouching, type VouchingUse } from '@/features/phone/useVouching';
import { showPhone } from '@/ui/phone';
import { body, fakeFetch, json, problem } from '../api/fake-fetch';
import { used } from '../used';

const codes = { digits: 6, validS: 600, againS: 60 };
const nothing = () => new Response(null, { status: 204, headers: { 'X-Halfday-Time': '' } });
const waiting = { id: 'c1', name: '赵明', newPhone: '13600002222', askedAt: 1, expiresAt: 2, askedByMe: false, aboutMe: false };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function moving(): Promise<PhoneMoveUse> {
  const use = await used(usePhoneMove);
  await use.captcha.renew();
  use.fields.phone = '136 0000 2222';
  use.captcha.answer.value = 'AB12';
  return use;
}

describe('changing my phone', () => {
  const captcha = json({ id: 'k', image: 'data:,', expiresAt: Date.now() + 300_000 });

  test('one code to each number, then both are sent', async () => {
    const sent = fakeFetch(captcha, json(codes, 202), nothing);
    const use = await moving();
    expect(await use.submit()).toBe(false);
    expect(use.step.value).toMatchObject({ kind: 'codes', phone: '13600002222', digits: 6 });
    expect(body(sent[1])).toEqual({ phone: '13600002222', captchaId: 'k', captcha: 'AB12', language: 'zh' });
    Object.assign(use.fields, { oldCode: '１２３ 456', newCode: '654321' });
    expect(await use.submit()).toBe(true);
    expect(body(sent[2])).toEqual({ phone: '13600002222', oldCode: '123456', newCode: '654321' });
  });

  test('what is not filled in is not sent', async () => {
    const sent = fakeFetch(captcha);
    const use = await moving();
    use.fields.phone = '136';
    use.captcha.answer.value = ' ';
    await use.submit();
    expect([...use.wrong.keys()]).toEqual(['phone', 'captcha']);
    expect(sent).toHaveLength(1);
  });

  test('a wrong code is named, and the other stays', async () => {
    fakeFetch(captcha, json(codes, 202), problem(422, 'invalid', { errors: { oldCode: ['wrong_code'] } }));
    const use = await moving();
    await use.submit();
    Object.assign(use.fields, { oldCode: '111111', newCode: '654321' });
    expect(await use.submit()).toBe(false);
    expect([...use.wrong]).toEqual([['oldCode', 'wrong_code']]);
    expect([use.refusal.value, use.fields.newCode]).toEqual([null, '654321']);
  });

  test('a limit says until when, and the number is kept', async () => {
    fakeFetch(captcha, problem(429, 'code_limit', { data: { retryAt: 9_000 } }), captcha);
    const use = await moving();
    await use.submit();
    expect([use.step.value.kind, use.refusal.value, use.pausedUntil.value]).toEqual(['phone', 'code_limit', 9_000]);
    expect(use.fields.phone).toBe('136 0000 2222');
  });
});

describe('vouching for a colleague', () => {
  const filled = { name: ' 赵明 ', oldPhone: '13600001111', newPhone: '136-0000-2222' };

  async function vouching(): Promise<VouchingUse> {
    const use = await used(useVouching);
    Object.assign(use.draft, filled);
    return use;
  }

  test('asks, shows what now waits, and empties the form', async () => {
    const sent = fakeFetch(json({ items: [{ ...waiting, askedByMe: true }] }, 201));
    const use = await vouching();
    expect(await use.ask()).toBe(true);
    expect(body(sent[0])).toEqual({ name: '赵明', oldPhone: '13600001111', newPhone: '13600002222' });
    expect(use.items.value).toHaveLength(1);
    expect(use.draft).toEqual({ name: '', oldPhone: '', newPhone: '' });
  });

  test('an unknown colleague is a refusal of the form, and nothing is lost', async () => {
    fakeFetch(problem(404, 'not_found'));
    const use = await vouching();
    expect(await use.ask()).toBe(false);
    expect([use.refusal.value, use.draft.name]).toEqual(['not_found', ' 赵明 ']);
  });

  test('fields the server complains of are named', async () => {
    fakeFetch(problem(422, 'invalid', { errors: { newPhone: ['unchanged'] } }));
    const use = await vouching();
    await use.ask();
    expect([use.refusal.value, ...use.wrong]).toEqual([null, ['newPhone', 'unchanged']]);
  });

  test('what somebody else has decided meanwhile is looked up again', async () => {
    fakeFetch(problem(404, 'not_found'), json({ items: [] }));
    const use = await vouching();
    use.items.value = [waiting];
    expect(await use.decide(waiting, 'confirm')).toBe(false);
    expect([use.items.value, use.failure.value]).toEqual([[], 'not_found']);
  });

  test('confirming and refusing go to their own places', async () => {
    const sent = fakeFetch(json({ items: [] }), json({ items: [] }));
    const use = await vouching();
    expect([await use.decide(waiting, 'confirm'), await use.decide(waiting, 'refuse')]).toEqual([true, true]);
    expect(sent.map(({ url }) => url)).toEqual(['/api/phone-changes/c1/confirm', '/api/phone-changes/c1/refuse']);
  });

  test('is for those in charge', () => {
    const inCharge = (['cme_institution', 'unit_admin', 'cme_authority', 'auditor', 'cme_learner'] as const).filter((role) => mayVouch(new Set([role])));
    expect(inCharge).toEqual(['cme_institution', 'unit_admin', 'cme_authority']);
  });
});

test('a number is shown in groups', () => {
  expect([showPhone('13600002222'), showPhone('+8529876')]).toEqual(['136 0000 2222', '+8529876']);
});
