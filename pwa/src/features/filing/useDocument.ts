import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { serverNow } from '@/api/time';
import type { Values } from '@/forms/definition';
import { withoutBlanks } from '@/forms/errors';
import { forgetUnsent, keepUnsent, readUnsent, type Unsent } from '@/forms/unsent';

export type DocumentUse = {
  document: ShallowRef<Values>;
  /** Differs from what the server has. */
  dirty: ComputedRef<boolean>;
  /** When what is on the screen was last kept on this device; null while nothing needs to be. */
  keptAt: Ref<number | null>;
  /** This browser keeps nothing: leaving would lose what was typed. */
  keepsNot: Ref<boolean>;
  /** Typed earlier and never sent, while the server's document has changed since: to be chosen between. */
  former: ShallowRef<Unsent | null>;
  /** Typed earlier and never sent, and put back on the screen. */
  restoredAt: Ref<number | null>;
  /** Takes what the server has as the state of affairs; `fresh`: also on the screen. */
  settle: (server: Values, version: number, fresh: boolean) => void;
  /** Opens a document: what was typed earlier comes back where nothing stands against it. */
  open: (server: Values, version: number) => void;
  /** Between what was typed earlier (`mine`) and what the server has. */
  choose: (mine: boolean) => void;
  /** Back to what the server has. */
  discard: () => void;
};

const keepAfterMs = 400;

/** A document on the screen that is never lost: whatever the server does not have is kept on this device, by person. */
export function useDocument(person: () => string, form: string, project: () => string | null): DocumentUse {
  const document = shallowRef<Values>({});
  const server = shallowRef<{ values: Values; version: number }>({ values: {}, version: 0 });
  const keptAt = ref<number | null>(null);
  const keepsNot = ref(false);
  const former = shallowRef<Unsent | null>(null);
  const restoredAt = ref<number | null>(null);
  const dirty = computed(() => sameText(document.value) !== sameText(server.value.values));
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(): void {
    clearTimeout(timer);
    // What was typed earlier must not be written over before somebody has chosen.
    if (former.value !== null) return;
    if (!dirty.value) {
      forgetUnsent(person(), form, project());
      keptAt.value = null;
      return;
    }
    const at = serverNow();
    const kept = keepUnsent(person(), form, project(), { document: document.value, version: server.value.version, at });
    keepsNot.value = !kept;
    keptAt.value = kept ? at : null;
  }

  function settle(values: Values, version: number, fresh: boolean): void {
    server.value = { values, version };
    if (fresh) document.value = values;
    keep();
  }

  function open(values: Values, version: number): void {
    const unsent = readUnsent(person(), form, project());
    const matters = unsent !== null && sameText(unsent.document) !== sameText(values);
    former.value = matters && unsent.version !== version ? unsent : null;
    restoredAt.value = matters && former.value === null ? unsent.at : null;
    server.value = { values, version };
    document.value = restoredAt.value === null ? values : (unsent?.document ?? values);
    if (!matters) keep();
  }

  function choose(mine: boolean): void {
    const unsent = former.value;
    former.value = null;
    if (mine && unsent !== null) document.value = unsent.document;
    keep();
  }

  function discard(): void {
    restoredAt.value = null;
    document.value = server.value.values;
    keep();
  }

  watch(document, () => {
    clearTimeout(timer);
    timer = setTimeout(keep, keepAfterMs);
  });
  addEventListener('pagehide', keep);
  onScopeDispose(() => {
    removeEventListener('pagehide', keep);
    keep();
  });
  return { document, dirty, keptAt, keepsNot, former, restoredAt, settle, open, choose, discard };
}

/** Two documents say the same where this does: whatever the order of their fields, and whether blanks are left out. */
function sameText(values: Values): string {
  return JSON.stringify(Object.entries(withoutBlanks(values)).sort(([one], [other]) => (one < other ? -1 : 1)));
}
