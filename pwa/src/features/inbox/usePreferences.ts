import { onMounted, reactive, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { fetchPreferences, savePreferences, type PreferencesSent } from '@/api/inbox';
import type { Preferences } from '@/api/inbox-types';
import { codeOf } from '@/locales/problem-words';

export type PreferencesUse = {
  /** As the server has them; null until they are here. */
  kept: ShallowRef<Preferences | null>;
  /** As they are being changed; an empty address is none. */
  draft: { email: string } & Omit<PreferencesSent, 'email'>;
  busy: Ref<boolean>;
  /** Code of the last failure. */
  failure: ShallowRef<string | null>;
  /** Code of the complaint about the address. */
  wrongEmail: ShallowRef<string | null>;
  load: () => Promise<void>;
  save: () => Promise<boolean>;
};

export function usePreferences(): PreferencesUse {
  const kept = shallowRef<Preferences | null>(null);
  const draft = reactive<PreferencesUse['draft']>({ email: '', emailOn: true, smsOn: true, language: 'zh' });
  const busy = ref(false);
  const failure = shallowRef<string | null>(null);
  const wrongEmail = shallowRef<string | null>(null);

  function take(preferences: Preferences): void {
    kept.value = preferences;
    const { email, emailOn, smsOn, language } = preferences;
    Object.assign(draft, { email: email ?? '', emailOn, smsOn, language });
  }

  async function load(): Promise<void> {
    const answer = await fetchPreferences();
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    if (answer.kind === 'ok') take(answer.value);
  }

  async function save(): Promise<boolean> {
    busy.value = true;
    wrongEmail.value = null;
    const email = draft.email.trim();
    const answer = await savePreferences({ ...draft, email: email === '' ? null : email });
    busy.value = false;
    wrongEmail.value = answer.kind === 'problem' ? (answer.problem.errors.email?.[0] ?? null) : null;
    failure.value = answer.kind === 'ok' || wrongEmail.value !== null ? null : codeOf(answer);
    if (answer.kind === 'ok') take(answer.value);
    return answer.kind === 'ok';
  }

  onMounted(load);
  return { kept, draft, busy, failure, wrongEmail, load, save };
}
