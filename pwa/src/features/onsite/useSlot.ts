import { computed, onBeforeUnmount, onMounted, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { Venue } from '@/api/types';
import { me } from '@/login-session';
import { startQueue, type QueueView } from '@/queue';
import { dayOf } from '@/ui/format';
import { venuesAt } from '@/ui/map/venues';
import { checklistOf, type Checklist } from './checklist';
import { chooseSlot, findSlot, givesWay, phaseOf, type Chosen, type Phase } from './slot-choice';
import { useCorrectedNow } from './useCorrectedNow';
import { useQueueView } from './useQueueView';
import { assignments, isTicketHere, loadWork, refreshWork } from './work';

export type SlotScreen = {
  view: Readonly<{ value: QueueView }>;
  now: Ref<number>;
  chosen: ComputedRef<Chosen | null>;
  checklist: ComputedRef<Checklist | null>;
  phase: ComputedRef<Phase>;
  /** The points that its photos are measured to. */
  venues: ComputedRef<readonly Venue[]>;
  /** Whether the commitment is signed, on the server or only on this phone. */
  committed: ComputedRef<boolean>;
  /** False when the phone must be online once before it can sign photos of this half-day. */
  ticketHere: Ref<boolean>;
};

const leastRefreshMs = 10_000;
const refreshEveryMs = 60_000;

/** The half-day a screen is about, merged from the server's last word and this phone's own facts. */
export function useSlot(slotId: () => string | null, everyMs = 1000): SlotScreen {
  const view = useQueueView();
  const now = useCorrectedNow(everyMs);
  const ticketHere = ref(true);
  const best = useBestSlot(now);
  const chosen = computed(() => findSlot(assignments.value, slotId() ?? '') ?? findSlot(assignments.value, best.value ?? ''));
  const checklist = computed(() =>
    chosen.value === null ? null : checklistOf(chosen.value.slot, view.value.captures, view.value.lecturers),
  );
  const venues = computed(() => (chosen.value === null ? [] : venuesAt(chosen.value.assignment.venues, chosen.value.slot)));
  const phase = computed<Phase>(() => (chosen.value === null ? 'over' : phaseOf(chosen.value.slot, now.value)));
  const committed = computed(() => isCommitted(chosen.value, view.value));

  onMounted(async () => {
    const personId = me.value?.person.id;
    if (personId === undefined) return;
    void startQueue();
    await loadWork(personId);
  });
  useRefreshing();
  watch([chosen, () => assignments.value], async () => {
    const personId = me.value?.person.id;
    const slot = chosen.value?.slot;
    if (personId !== undefined && slot !== undefined) ticketHere.value = await isTicketHere(personId, slot.id);
  });
  // What has just arrived is shown as the server sees it.
  watch(
    () => view.value.waiting,
    (waiting, before) => {
      if (waiting === 0 && before > 0) refreshWork().catch(() => undefined);
    },
  );
  return { view, now, chosen, checklist, phase, venues, committed, ticketHere };
}

/**
 * Assignments and tickets are renewed whenever the server is likely to be there: coming back, and the line coming back. And every
 * minute meanwhile: a photo that must be taken again has to be heard of before the half-day closes.
 */
function useRefreshing(): void {
  let last = Date.now();
  const refresh = (): void => {
    if (document.visibilityState !== 'visible' || Date.now() - last < leastRefreshMs) return;
    last = Date.now();
    refreshWork().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', refresh);
  addEventListener('online', refresh);
  const timer = setInterval(refresh, refreshEveryMs);
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', refresh);
    removeEventListener('online', refresh);
  });
}

/** Chosen anew on coming back, never under the eyes of somebody: a half-day that closes must be seen to close. */
function useBestSlot(now: Ref<number>): Ref<string | null> {
  const best = ref<string | null>(null);
  const choose = (): void => {
    best.value = chooseSlot(assignments.value, now.value, dayOf(now.value))?.slot.id ?? null;
  };
  const chooseOnReturn = (): void => {
    if (document.visibilityState === 'visible') choose();
  };
  watch(
    assignments,
    (list, before) => {
      if (givesWay(best.value, list, before ?? [], now.value)) choose();
    },
    { immediate: true },
  );
  document.addEventListener('visibilitychange', chooseOnReturn);
  onBeforeUnmount(() => document.removeEventListener('visibilitychange', chooseOnReturn));
  return best;
}

function isCommitted(chosen: Chosen | null, view: QueueView): boolean {
  if (chosen === null) return false;
  const { id, commitment } = chosen.assignment;
  const own = view.commitments.some(
    ({ fact, state }) => fact.assignmentId === id && state !== 'refused' && state !== 'conflict',
  );
  return commitment.signedAt !== null || own;
}
