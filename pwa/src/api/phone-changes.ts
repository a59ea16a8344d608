import type { Answer } from './answer';
import type { CodeAnswered, CodeAsked } from './login-code';
import { request } from './request';

/** A colleague's new number, for which one person has vouched and another must. */
export type PhoneChange = {
  id: string;
  name: string;
  /** In clear: it is what is vouched for. */
  newPhone: string;
  askedAt: number;
  expiresAt: number;
  askedByMe: boolean;
  aboutMe: boolean;
};

export type PhoneChanges = { items: readonly PhoneChange[] };

/** A code to the phone in use, and one to the new phone (`asked.phone`). */
export function askForChangeCodes(asked: CodeAsked): Promise<Answer<CodeAnswered>> {
  return request('POST', '/api/me/phone/codes', { json: asked });
}

/** Afterwards every login session of the person is over, this one too. */
export function changePhone(phone: string, oldCode: string, newCode: string): Promise<Answer<void>> {
  return request('POST', '/api/me/phone', { json: { phone, oldCode, newCode } });
}

export function listPhoneChanges(signal?: AbortSignal): Promise<Answer<PhoneChanges>> {
  return request('GET', '/api/phone-changes', signal === undefined ? {} : { signal });
}

export type Vouched = { name: string; oldPhone: string; newPhone: string };

export function vouchForPhone(vouched: Vouched): Promise<Answer<PhoneChanges>> {
  return request('POST', '/api/phone-changes', { json: vouched });
}

export function decidePhoneChange(id: string, word: 'confirm' | 'refuse'): Promise<Answer<PhoneChanges>> {
  return request('POST', `/api/phone-changes/${id}/${word}`);
}
