import type { Answer } from './answer';
import { keepCsrf, type CaptchaRead } from './login';
import { request } from './request';
import type { Me } from './types';

export type CodeAsked = CaptchaRead & { phone: string; language: 'zh' | 'en' };

/** The same for every phone; `validS` and `againS` are seconds: how long a code lives, and when another can be had. */
export type CodeAnswered = { digits: number; validS: number; againS: number };

export type Choice = { id: string; name: string };

export function askForCode(asked: CodeAsked): Promise<Answer<CodeAnswered>> {
  return request('POST', '/api/login/code', { json: asked });
}

/**
 * Refused with `choose_person` (its `people` are `Choice`s) or `confirm_identity` where the code was right but is not all,
 * with `captcha_needed` where much went wrong before.
 */
export async function logInByCode(phone: string, code: string, read: CaptchaRead | null): Promise<Answer<Me>> {
  return keepCsrf(await request<Me>('POST', '/api/login', { json: { phone, code, ...read } }));
}

export async function chooseSelf(personId: string): Promise<Answer<Me>> {
  return keepCsrf(await request<Me>('POST', '/api/login/choose', { json: { personId } }));
}

/** Sending it agrees to the notice of which `noticeVersion` was shown. */
export async function confirmSelf(name: string, idLastFour: string, noticeVersion: string): Promise<Answer<Me>> {
  return keepCsrf(await request<Me>('POST', '/api/login/confirm', { json: { name, idLastFour, noticeVersion } }));
}
