import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import type { FilingShown } from '@/api/filing-types';
import { checkFiling, createProject, deleteDraft, fetchFiling, fileProject, saveDraft } from '@/api/filing';
import { fetchForm } from '@/api/forms';
import { serverNow } from '@/api/time';
import type { Definition, Values } from '@/forms/definition';
import type { Errors } from '@/forms/errors';
import { codeOf } from '@/locales/problem-words';
import { me } from '@/login-session';
import { ownUnits } from './own-units';
import { forgetUnsent } from '@/forms/unsent';
import { useDocument, type DocumentUse } from './useDocument';

const form = 'filing';

type Work = 'save' | 'check' | 'file' | 'delete';

type State = {
  projectId: Ref<string | null>;
  definition: ShallowRef<Definition | null>;
  shown: ShallowRef<FilingShown | null>;
  /** Why nothing can be shown. */
  failure: ShallowRef<string | null>;
  busy: ShallowRef<Work | null>;
  /** Why the last thing asked for was not done; with errors by field where it was those. */
  problem: ShallowRef<string | null>;
  errors: ShallowRef<Errors>;
  savedAt: Ref<number | null>;
};

export type FilingUse = DocumentUse & State & {
  /** A form that may be filled in now. */
  editable: ComputedRef<boolean>;
  load: () => Promise<void>;
  save: () => Promise<boolean>;
  /** Saves the files alone, on top of what was saved before: what is being typed stays as it is. */
  saveFiles: () => Promise<boolean>;
  /** True where nothing is wrong. */
  check: () => Promise<boolean>;
  file: () => Promise<boolean>;
  remove: () => Promise<boolean>;
};

/** The filing of a project, or of one that is to be added (`asked` answers null). */
export function useFiling(asked: () => string | null): FilingUse {
  const state: State = {
    projectId: ref(asked()),
    definition: shallowRef(null),
    shown: shallowRef(null),
    failure: shallowRef(null),
    busy: shallowRef(null),
    problem: shallowRef(null),
    errors: shallowRef({}),
    savedAt: ref(null),
  };
  const { projectId, definition, shown, failure, busy, problem, errors, savedAt } = state;
  const own = useDocument(() => me.value?.person.id ?? '', form, () => projectId.value);
  const editable = computed(() => definition.value !== null && (projectId.value === null || shown.value?.may.edit === true));

  async function load(): Promise<void> {
    const id = asked();
    projectId.value = id;
    problem.value = failure.value = savedAt.value = null;
    errors.value = {};
    shown.value = null;
    const [newest, filing] = await Promise.all([fetchForm(form), id === null ? null : fetchFiling(id)]);
    if (asked() !== id) return;
    if (newest.kind !== 'ok') failure.value = codeOf(newest);
    else if (filing !== null && filing.kind !== 'ok') failure.value = codeOf(filing);
    else {
      definition.value = newest.value.definition;
      shown.value = filing?.value ?? null;
      const draft = shown.value?.draft ?? null;
      own.open(draft?.document ?? (id === null ? firstDocument() : {}), draft?.version ?? 0);
    }
  }

  async function during<T>(work: Work, doing: (state: State, own: DocumentUse) => Promise<T>): Promise<T> {
    busy.value = work;
    try {
      return await doing(state, own);
    } finally {
      busy.value = null;
    }
  }

  return {
    ...own, ...state, editable, load,
    save: () => during('save', save),
    saveFiles: () => during('save', saveFiles),
    check: () => during('check', check),
    file: () => during('file', hand),
    remove: () => during('delete', remove),
  };
}

/** Says what became of an answer; its value where it was good. */
function judge<T>({ problem, errors }: State, answer: Answer<T>): T | null {
  problem.value = answer.kind === 'ok' ? null : codeOf(answer);
  if (answer.kind === 'problem') errors.value = answer.problem.errors;
  return answer.kind === 'ok' ? answer.value : null;
}

function versionOf({ shown }: State): number {
  return shown.value?.draft?.version ?? 0;
}

async function save(state: State, own: DocumentUse): Promise<boolean> {
  const sent = own.document.value;
  const id = state.projectId.value;
  const answer = judge(state, await (id === null ? createProject(sent) : saveDraft(id, versionOf(state), sent)));
  if (answer === null) return false;
  // What was kept for "a new project" has become this one's.
  if (id === null) forgetUnsent(me.value?.person.id ?? '', form, null);
  state.shown.value = answer;
  state.projectId.value = answer.projectId;
  state.savedAt.value = serverNow();
  own.restoredAt.value = null;
  own.settle(answer.draft?.document ?? sent, versionOf(state), own.document.value === sent);
  return true;
}

async function saveFiles(state: State, own: DocumentUse): Promise<boolean> {
  const { projectId: id, draft } = state.shown.value ?? { projectId: null, draft: null };
  if (id === null || draft === null) return false;
  const keys = (state.definition.value?.form.fields ?? []).filter((field) => field.kind === 'files').map((field) => field.key);
  const sent = only(own.document.value, keys);
  const answer = judge(state, await saveDraft(id, draft.version, { ...draft.document, ...sent }));
  if (answer === null) return false;
  const saved = answer.draft?.document ?? {};
  state.shown.value = answer;
  state.savedAt.value = serverNow();
  own.document.value = { ...own.document.value, ...only(saved, keys.filter((key) => own.document.value[key] === sent[key])) };
  own.settle(saved, versionOf(state), false);
  return true;
}

function only(values: Values, keys: readonly string[]): Values {
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}

async function check(state: State, own: DocumentUse): Promise<boolean> {
  const answer = judge(state, await checkFiling(own.document.value, state.projectId.value));
  if (answer !== null) state.errors.value = answer.errors;
  return answer !== null && Object.keys(answer.errors).length === 0;
}

async function hand(state: State, own: DocumentUse): Promise<boolean> {
  const id = state.projectId.value;
  const answer = id === null ? null : judge(state, await fileProject(id, versionOf(state)));
  if (answer === null) return false;
  state.shown.value = answer;
  own.settle(answer.draft?.document ?? {}, versionOf(state), true);
  return true;
}

async function remove(state: State, own: DocumentUse): Promise<boolean> {
  const id = state.projectId.value;
  if (id === null) return false;
  const answer = await deleteDraft(id);
  state.problem.value = answer.kind === 'ok' ? null : codeOf(answer);
  if (answer.kind === 'ok') own.discard();
  return answer.kind === 'ok';
}

function firstDocument(): Record<string, unknown> {
  const [unit, another] = ownUnits();
  return unit !== undefined && another === undefined ? { organiser: unit.id } : {};
}
