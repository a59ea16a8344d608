import { onMounted, reactive, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import { decidePhoneChange, listPhoneChanges, vouchForPhone, type PhoneChange, type PhoneChanges } from '@/api/phone-changes';
import { codeOf } from '@/locales/problem-words';
import { readPhone } from '@/ui/phone';

export type VouchField = 'name' | 'oldPhone' | 'newPhone';

export type VouchingUse = {
  /** Null before the first answer. */
  items: ShallowRef<readonly PhoneChange[] | null>;
  failure: ShallowRef<string | null>;
  busy: Ref<boolean>;
  draft: Record<VouchField, string>;
  /** What is wrong with a field, as a code; empty where it is not even filled properly. */
  wrong: Map<VouchField, string>;
  /** Code of the refusal of the form. */
  refusal: ShallowRef<string | null>;
  load: () => Promise<void>;
  /** True once it is decided. */
  decide: (change: PhoneChange, word: 'confirm' | 'refuse') => Promise<boolean>;
  /** True once it has been asked. */
  ask: () => Promise<boolean>;
};

const fields: readonly VouchField[] = ['name', 'oldPhone', 'newPhone'];

/** New numbers of colleagues: what waits for a second word, and asking first. */
export function useVouching(): VouchingUse {
  const items = shallowRef<readonly PhoneChange[] | null>(null);
  const failure = shallowRef<string | null>(null);
  const busy = ref(false);
  const draft = reactive({ name: '', oldPhone: '', newPhone: '' });
  const wrong = reactive(new Map<VouchField, string>());
  const refusal = shallowRef<string | null>(null);

  async function take(asking: Promise<Answer<PhoneChanges>>): Promise<Answer<PhoneChanges>> {
    busy.value = true;
    const answer = await asking;
    busy.value = false;
    if (answer.kind === 'ok') items.value = answer.value.items;
    return answer;
  }

  async function load(): Promise<void> {
    const answer = await take(listPhoneChanges());
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
  }

  async function decide(change: PhoneChange, word: 'confirm' | 'refuse'): Promise<boolean> {
    const answer = await take(decidePhoneChange(change.id, word));
    if (answer.kind === 'ok') return true;
    // Somebody else may have decided it meanwhile: what is shown must be what still waits.
    const code = codeOf(answer);
    if (answer.kind === 'problem') await load();
    failure.value = code;
    return false;
  }

  async function ask(): Promise<boolean> {
    wrong.clear();
    refusal.value = null;
    const [name, oldPhone, newPhone] = [draft.name.trim(), readPhone(draft.oldPhone), readPhone(draft.newPhone)];
    if (name === '') wrong.set('name', '');
    if (oldPhone === null) wrong.set('oldPhone', '');
    if (newPhone === null) wrong.set('newPhone', '');
    if (name === '' || oldPhone === null || newPhone === null) return false;
    const answer = await take(vouchForPhone({ name, oldPhone, newPhone }));
    if (answer.kind === 'ok') {
      Object.assign(draft, { name: '', oldPhone: '', newPhone: '' });
      return true;
    }
    if (answer.kind === 'problem') for (const field of fields) if (field in answer.problem.errors) wrong.set(field, answer.problem.errors[field]?.[0] ?? '');
    if (wrong.size === 0) refusal.value = codeOf(answer);
    return false;
  }

  onMounted(load);
  return { items, failure, busy, draft, wrong, refusal, load, decide, ask };
}
