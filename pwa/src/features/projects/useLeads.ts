import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import type { IssuedCode, Leads } from '@/api/lead-types';
import { correctLead, fetchLeads, nameLead, regenerateCode, type LeadFields } from '@/api/leads';
import { codeOf } from '@/locales/problem-words';
import { requestIds } from './request-id';

export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export type LeadsUse = {
  leads: ShallowRef<Leads | null>;
  /** Code of the last failure to load. */
  failure: ShallowRef<string | null>;
  /** The login code just made; gone with this screen. */
  issued: ShallowRef<IssuedCode | null>;
  busy: Ref<boolean>;
  /** Code of the last refusal, with complaints about fields. */
  refusal: ShallowRef<{ code: string; errors: FieldErrors } | null>;
  reload: () => Promise<void>;
  name: (fields: LeadFields) => Promise<boolean>;
  regenerate: () => Promise<boolean>;
  correct: (leadId: string, fields: Omit<LeadFields, 'phone'>) => Promise<boolean>;
};

/** The on-site leads of a project, and the login codes made for them. */
export function useLeads(projectId: () => string): LeadsUse {
  const leads = shallowRef<Leads | null>(null);
  const failure = shallowRef<string | null>(null);
  const issued = shallowRef<IssuedCode | null>(null);
  const busy = ref(false);
  const refusal = shallowRef<{ code: string; errors: FieldErrors } | null>(null);
  const ids = requestIds();

  async function reload(): Promise<void> {
    const answer = await fetchLeads(projectId());
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind === 'ok') leads.value = answer.value;
  }

  /** The value of a good answer, null of any other or while another question is open. */
  async function attempt<T>(ask: () => Promise<Answer<T>>): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    refusal.value = null;
    const answer = await ask();
    busy.value = false;
    if (answer.kind !== 'offline') ids.done();
    if (answer.kind === 'ok') return answer.value;
    refusal.value = { code: codeOf(answer), errors: answer.kind === 'problem' ? answer.problem.errors : {} };
    return null;
  }

  async function issue(ask: () => Promise<Answer<IssuedCode>>): Promise<boolean> {
    const value = await attempt(ask);
    if (value === null) return false;
    issued.value = value;
    await reload();
    return true;
  }

  async function correct(leadId: string, fields: Omit<LeadFields, 'phone'>): Promise<boolean> {
    const value = await attempt(() => correctLead(leadId, fields));
    if (value !== null) leads.value = value;
    return value !== null;
  }

  const name = (fields: LeadFields): Promise<boolean> =>
    issue(() => nameLead(projectId(), ids.idFor(JSON.stringify(fields)), fields));
  const regenerate = (): Promise<boolean> => issue(() => regenerateCode(projectId(), ids.idFor('regenerate')));

  onMounted(reload);
  return { leads, failure, issued, busy, refusal, reload, name, regenerate, correct };
}
