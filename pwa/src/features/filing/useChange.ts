import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { ChangeShown } from '@/api/filing-types';
import { fetchChange, sendChange } from '@/api/filing';
import { fetchForm } from '@/api/forms';
import type { Definition } from '@/forms/definition';
import type { Errors } from '@/forms/errors';
import { codeOf } from '@/locales/problem-words';
import { me } from '@/login-session';
import { useDocument, type DocumentUse } from './useDocument';

export type ChangeUse = DocumentUse & {
  definition: ShallowRef<Definition | null>;
  shown: ShallowRef<ChangeShown | null>;
  failure: ShallowRef<string | null>;
  problem: ShallowRef<string | null>;
  errors: ShallowRef<Errors>;
  busy: Ref<boolean>;
  /** Waiting for the authority: nothing can be changed meanwhile. */
  waiting: ComputedRef<boolean>;
  load: () => Promise<void>;
  send: () => Promise<boolean>;
};

const form = 'filing_change';

/** A change of an approved filing: begins with the project as it stands, or with what was returned. */
export function useChange(project: () => string): ChangeUse {
  const definition = shallowRef<Definition | null>(null);
  const shown = shallowRef<ChangeShown | null>(null);
  const failure = shallowRef<string | null>(null);
  const problem = shallowRef<string | null>(null);
  const errors = shallowRef<Errors>({});
  const busy = ref(false);
  const own = useDocument(() => me.value?.person.id ?? '', form, project);
  const waiting = computed(() => shown.value?.case?.state === 'in_review');

  function take(change: ChangeShown): void {
    shown.value = change;
    const returned = change.case?.state === 'returned' ? change.case : null;
    own.open(returned?.document ?? change.document, returned?.documentVersion ?? 0);
  }

  async function load(): Promise<void> {
    const id = project();
    problem.value = null;
    errors.value = {};
    const [newest, change] = await Promise.all([fetchForm(form), fetchChange(id)]);
    if (id !== project()) return;
    if (newest.kind !== 'ok') failure.value = codeOf(newest);
    else if (change.kind !== 'ok') failure.value = codeOf(change);
    else {
      failure.value = null;
      definition.value = newest.value.definition;
      take(change.value);
    }
  }

  async function send(): Promise<boolean> {
    busy.value = true;
    const answer = await sendChange(project(), own.document.value);
    busy.value = false;
    problem.value = answer.kind === 'ok' ? null : codeOf(answer);
    errors.value = answer.kind === 'problem' ? answer.problem.errors : {};
    if (answer.kind !== 'ok') return false;
    own.settle(own.document.value, 0, false);
    take(answer.value);
    return true;
  }

  return { ...own, definition, shown, failure, problem, errors, busy, waiting, load, send };
}
