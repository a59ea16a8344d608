import { computed, ref, watch, type ComputedRef, type Ref, type WritableComputedRef } from 'vue';
import type { Answer } from '@/api/answer';
import type { CaseShown, MayDecide, MayReopen } from '@/api/case-types';
import { decideCase, recallCase, reopenStep, undoDecision } from '@/api/cases';
import { t } from '@/locales';
import { me } from '@/login-session';
import { confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import { mayPoint, placeOf, type Act, type DecisionDraft } from './decision-draft';
import type { CaseUse } from './useCase';
import { useDecisionDraft, type DecisionDraftUse } from './useDecisionDraft';

export type ActUse = DecisionDraftUse & {
  /** Of the act that is being typed. */
  reason: WritableComputedRef<string>;
  /** The step that a word is about, where several are open to this person. */
  step: Ref<string>;
  decide: ComputedRef<MayDecide | null>;
  reopen: ComputedRef<MayReopen | null>;
  begin: (act: Act) => void;
  close: () => void;
  /** Whether it was done. */
  send: () => Promise<boolean>;
  undo: () => Promise<boolean>;
};

/** What is being said about a case: kept while it is typed, sent with what was on the screen. */
export function useAct(use: CaseUse): ActUse {
  const step = ref('');
  const may = computed(() => use.shown.value?.may ?? null);
  const decide = computed(() => may.value?.decide.find((one) => one.step === step.value) ?? may.value?.decide[0] ?? null);
  const place = computed(() => (use.shown.value === null ? null : placeOf(use.shown.value, decide.value)));
  const own = useDecisionDraft(() => me.value?.person.id ?? '', () => use.shown.value, () => place.value);
  const { draft } = own;
  const reason = computed({
    get: () => (draft.value.act === null ? '' : (draft.value.reasons[draft.value.act] ?? '')),
    set: (text: string) => {
      if (draft.value.act !== null) draft.value.reasons[draft.value.act] = text;
    },
  });
  const reopen = computed(() => (draft.value.act === 'reopen' ? (may.value?.reopen[0] ?? null) : null));

  watch(decide, (one) => {
    step.value = one?.step ?? '';
  });

  function begin(act: Act): void {
    use.refusal.value = null;
    draft.value.act = act;
    if (act === 'reopen') draft.value.step = may.value?.reopen[0]?.steps[0] ?? '';
  }

  function close(): void {
    use.refusal.value = null;
    draft.value.act = null;
  }

  async function send(): Promise<boolean> {
    const { act } = draft.value;
    if (act === null) return false;
    const caseId = use.shown.value?.id ?? '';
    const done = await use.act((shown) => carryOut(shown, act, draft.value, decide.value));
    if (done) own.drop(caseId);
    return done;
  }

  async function undo(): Promise<boolean> {
    const [last] = may.value?.undo ?? [];
    if (last === undefined) return false;
    const question = { title: t('cases.undo.title'), text: t('cases.undo.text'), yes: t('cases.undo'), no: t('common.cancel'), grave: false };
    if (!(await confirm(question))) return false;
    const done = await use.act((shown) => undoDecision(shown.id, last));
    if (done) toast(t('cases.undo.done'));
    return done;
  }

  return { ...own, reason, step, decide, reopen, begin, close, send, undo };
}

function carryOut(shown: CaseShown, act: Act, draft: DecisionDraft, decide: MayDecide | null): Promise<Answer<CaseShown>> {
  const reason = (draft.reasons[act] ?? '').trim();
  const fields = mayPoint(act) ? draft.fields : [];
  if (act === 'recall') return recallCase(shown.id, shown.may.recall[0]?.right ?? act, reason, fields);
  if (act === 'reopen') return reopenStep(shown.id, shown.may.reopen[0]?.right ?? act, draft.step, reason);
  return decideCase(shown.id, {
    step: decide?.step ?? '',
    round: decide?.round ?? 0,
    documentVersion: decide?.documentVersion ?? shown.documentVersion,
    verdict: act,
    reason,
    fields,
    ...(act === 'approve' && decide !== null && decide.form !== null ? { form: draft.form } : {}),
  });
}
