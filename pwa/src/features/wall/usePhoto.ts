import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';
import { fetchPhoto, type PhotoVariant } from '@/api/captures';

export type PhotoState = { kind: 'preparing' } | { kind: 'shown'; url: string } | { kind: 'failed' };

const askAgainMs = 1500;
const longestWaitMs = 15_000;
const triesWhenOffline = 5;

/** A photo of the server as an object URL. Derived pictures are made on first view: it asks again until they are there. */
export function usePhoto(captureId: () => string | null, variant: () => PhotoVariant): ShallowRef<PhotoState> {
  const state = shallowRef<PhotoState>({ kind: 'preparing' });
  let abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function drop(): void {
    clearTimeout(timer);
    abort.abort();
    if (state.value.kind === 'shown') URL.revokeObjectURL(state.value.url);
    state.value = { kind: 'preparing' };
  }

  async function load(id: string, tries: number): Promise<void> {
    const { signal } = abort;
    const answer = await fetchPhoto(id, variant(), signal);
    if (signal.aborted) return;
    if (answer.kind === 'ok') {
      state.value = { kind: 'shown', url: URL.createObjectURL(answer.value) };
      return;
    }
    const later = answer.kind === 'problem' ? answer.problem.status === 202 : tries < triesWhenOffline;
    if (!later) {
      state.value = { kind: 'failed' };
      return;
    }
    const asked = answer.kind === 'problem' ? (answer.problem.retryAfterMs ?? 0) : 0;
    const waitMs = Math.min(longestWaitMs, Math.max(asked, askAgainMs * (tries + 1)));
    timer = setTimeout(() => void load(id, tries + 1), waitMs);
  }

  watch(
    [captureId, variant],
    ([id]) => {
      drop();
      abort = new AbortController();
      if (id !== null) void load(id, 0);
    },
    { immediate: true },
  );
  onBeforeUnmount(drop);
  return state;
}
