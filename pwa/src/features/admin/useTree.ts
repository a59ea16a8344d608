import { computed, onMounted, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { listOrganisations } from '@/api/admin';
import type { OrganisationRow } from '@/api/admin-types';
import { codeOf } from '@/locales/problem-words';
import { linesOf, replaced, type Below, type Known, type TreeLine } from './tree';

export type TreeUse = {
  lines: ComputedRef<readonly TreeLine[]>;
  loaded: Ref<boolean>;
  failure: ShallowRef<string | null>;
  reload: () => Promise<void>;
  open: (id: string) => Promise<void>;
  close: (id: string) => void;
  more: (id: string) => Promise<void>;
  /** Opens everything above an organisation, so that it is in sight. */
  openAbove: (row: OrganisationRow) => Promise<void>;
  /** Shows an organisation as it is now, wherever it stands. */
  show: (row: OrganisationRow) => Promise<void>;
};

const pageSize = 200;

/** The tree of organisations, fetched level by level as it is opened. */
export function useTree(): TreeUse {
  const known = shallowRef<Known>({ tops: [], below: new Map(), open: new Set() });
  const loaded = ref(false);
  const failure = shallowRef<string | null>(null);
  const lines = computed(() => linesOf(known.value));

  async function fetchBelow(parent: string | null, cursor: string | null): Promise<Below | null> {
    const answer = await listOrganisations({ parent, cursor, limit: pageSize });
    failure.value = answer.kind === 'ok' ? null : codeOf(answer);
    return answer.kind === 'ok' ? { rows: answer.value.items, next: answer.value.next } : null;
  }

  async function reload(): Promise<void> {
    const tops = await fetchBelow(null, null);
    if (tops === null) return;
    const open = known.value.open;
    known.value = { tops: tops.rows, below: new Map(), open };
    loaded.value = true;
    const [only] = tops.rows;
    if (tops.rows.length === 1 && only !== undefined && only.children > 0) await unfold(only.id);
    for (const id of open) if (known.value.open.has(id) && !known.value.below.has(id)) await fill(id);
  }

  async function unfold(id: string): Promise<void> {
    known.value = { ...known.value, open: new Set([...known.value.open, id]) };
    if (!known.value.below.has(id)) await fill(id);
  }

  async function fill(id: string): Promise<void> {
    const found = await fetchBelow(id, null);
    if (found !== null) known.value = { ...known.value, below: new Map([...known.value.below, [id, found]]) };
    else close(id);
  }

  function close(id: string): void {
    known.value = { ...known.value, open: new Set([...known.value.open].filter((one) => one !== id)) };
  }

  async function more(id: string): Promise<void> {
    const had = known.value.below.get(id);
    if (had === undefined || had.next === null) return;
    const found = await fetchBelow(id, had.next);
    if (found === null) return;
    const rows = { rows: [...had.rows, ...found.rows], next: found.next };
    known.value = { ...known.value, below: new Map([...known.value.below, [id, rows]]) };
  }

  async function openAbove(row: OrganisationRow): Promise<void> {
    for (const { id } of row.above) await unfold(id);
  }

  async function show(row: OrganisationRow): Promise<void> {
    const next = replaced(known.value, row);
    if (next === null) {
      await reload();
      await openAbove(row);
    } else known.value = next;
  }

  onMounted(reload);
  return { lines, loaded, failure, reload, open: unfold, close, more, openAbove, show };
}
