import type { Answer } from './answer';
import { request, setCsrf } from './request';
import type { Captcha, DemoRole, Me } from './types';

export function newCaptcha(purpose: 'supervisor' | 'code'): Promise<Answer<Captcha>> {
  return request('POST', '/api/login/captcha', { json: { purpose } });
}

/** What was read in a picture. */
export type CaptchaRead = { captchaId: string; captcha: string };

export type SupervisorLogin = CaptchaRead & { phone: string; code: string };

export async function logInSupervisor(login: SupervisorLogin): Promise<Answer<Me>> {
  return keepCsrf(await request<Me>('POST', '/api/login/supervisor', { json: login }));
}

export async function fetchMe(): Promise<Answer<Me>> {
  return keepCsrf(await request<Me>('GET', '/api/me'));
}

export async function logOut(): Promise<Answer<void>> {
  const answer = await request<undefined>('POST', '/api/logout');
  if (answer.kind === 'ok') setCsrf(null);
  return answer;
}

export function fetchDemoRoles(): Promise<Answer<{ roles: readonly DemoRole[] }>> {
  return request('GET', '/api/demo/roles');
}

export async function logInDemo(role: string): Promise<Answer<Me>> {
  return keepCsrf(await request<Me>('POST', '/api/demo/login', { json: { role } }));
}

export function keepCsrf(answer: Answer<Me>): Answer<Me> {
  if (answer.kind === 'ok') setCsrf(answer.value.csrf);
  return answer;
}
