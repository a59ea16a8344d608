import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import type { CaseChange } from '@/api/case-types';
import type { ChangeShown } from '@/api/filing-types';
import { checkChange, fetchChange, sendChange } from '@/api/filing';
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
  /** What it would change of the approved filing; null where something is wrong, which is told. */
  check: () => Promise<readonly CaseChange[] | null>;
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

  /** Says what became of what was asked; its value where it was good. */
  async function judged<T>(asked: Promise<Answer<T>>): Promise<T | null> {
    busy.value = true;
    const answer = await asked;
    busy.value = false;
    problem.value = answer.kind === 'ok' ? null : codeOf(answer);
    errors.value = answer.kind === 'problem' ? answer.problem.errors : {};
    return answer.kind === 'ok' ? answer.value : null;
  }

  async function check(): Promise<readonly CaseChange[] | null> {
    const checked = await judged(checkChange(project(), own.document.value));
    if (checked === null) return null;
    errors.value = checked.errors;
    return Object.keys(checked.errors).length === 0 ? checked.changes : null;
  }

  async function send(): Promise<boolean> {
    const sent = await judged(sendChange(project(), own.document.value));
    if (sent === null) return false;
    own.settle(own.document.value, 0, false);
    take(sent);
    return true;
  }

  return { ...own, definition, shown, failure, problem, errors, busy, waiting, load, check, send };
}
