import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ruleOnCapture } from '@/api/captures';
import type { CaptureDetail, Ruling } from '@/api/wall-types';
import { t } from '@/locales';
import { codeOf } from '@/locales/problem-words';
import { toast } from '@/ui/toast';
import { acceptanceNeedsReason } from './standing';

type Verdict = Ruling['verdict'];
export type OpenRuling = { capture: CaptureDetail; verdict: Verdict };

export type RulingUse = {
  /** A ruling for which a reason is being asked. */
  open: ShallowRef<OpenRuling | null>;
  busy: Ref<boolean>;
  /** Code of the last refusal. */
  failure: ShallowRef<string | null>;
  begin: (capture: CaptureDetail, verdict: Verdict) => Promise<void>;
  send: (ruling: OpenRuling, reason: string) => Promise<void>;
  close: () => void;
};

/** A person's word on a photo. A plain acceptance goes out at once, everything else asks for a reason first. */
export function useRuling(onRuled: (capture: CaptureDetail) => void): RulingUse {
  const open = shallowRef<OpenRuling | null>(null);
  const busy = ref(false);
  const failure = shallowRef<string | null>(null);

  async function begin(capture: CaptureDetail, verdict: Verdict): Promise<void> {
    failure.value = null;
    const ruling = { capture, verdict };
    if (verdict === 'questioned' || acceptanceNeedsReason(capture)) open.value = ruling;
    else await send(ruling, '');
  }

  async function send(ruling: OpenRuling, reason: string): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    const answer = await ruleOnCapture(ruling.capture.id, ruling.verdict, reason);
    busy.value = false;
    if (answer.kind !== 'ok') {
      failure.value = codeOf(answer);
      return;
    }
    open.value = null;
    onRuled(answer.value);
    toast(t(ruling.verdict === 'accepted' ? 'wall.accept.done' : 'wall.question.done'));
  }

  function close(): void {
    open.value = null;
    failure.value = null;
  }

  return { open, busy, failure, begin, send, close };
}
