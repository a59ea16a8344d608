import { computed, reactive, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { publishProjects } from '@/api/results';
import type { ProjectRow } from '@/api/types';
import { t } from '@/locales';
import { codeOf } from '@/locales/problem-words';
import { confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import { canBePublished, selectionLimit, stateOfAll, type AllState } from './selection';
import type { ProjectsUse } from './useProjects';

export type Refused = { code: string; /** Name of the project that stood in the way, empty when unknown. */ project: string };

export type PublishingUse = {
  /** Names by id of the ticked projects; they stay ticked while the list is searched. */
  ticked: ReadonlyMap<string, string>;
  all: ComputedRef<AllState>;
  busy: Ref<boolean>;
  refused: ShallowRef<Refused | null>;
  toggle: (row: ProjectRow) => void;
  toggleAll: () => void;
  clear: () => void;
  publish: () => Promise<void>;
};

/** Ticking rated projects and publishing their results, all or none. */
export function usePublishing(projects: ProjectsUse): PublishingUse {
  const ticked = reactive(new Map<string, string>());
  const busy = ref(false);
  const refused = shallowRef<Refused | null>(null);
  const all = computed(() => stateOfAll(projects.items.value, new Set(ticked.keys())));

  function toggle(row: ProjectRow): void {
    refused.value = null;
    if (!ticked.delete(row.id) && ticked.size < selectionLimit) ticked.set(row.id, row.name);
  }

  function toggleAll(): void {
    const open = projects.items.value.filter(canBePublished);
    if (all.value === 'all') open.forEach((row) => ticked.delete(row.id));
    else open.filter((row) => !ticked.has(row.id)).forEach(toggle);
  }

  function clear(): void {
    ticked.clear();
    refused.value = null;
  }

  async function publish(): Promise<void> {
    const n = ticked.size;
    const text = t('wall.publish.text');
    const sure = await confirm({ title: t('wall.publish.title', { n }), text, yes: t('wall.publish'), no: t('common.cancel'), grave: false });
    if (!sure) return;
    busy.value = true;
    const answer = await publishProjects([...ticked.keys()]);
    busy.value = false;
    if (answer.kind === 'ok') {
      clear();
      toast(t('wall.publish.done', { n: answer.value.published }));
    } else {
      const id = answer.kind === 'problem' ? answer.problem.data.projectId : null;
      refused.value = { code: codeOf(answer), project: typeof id === 'string' ? (ticked.get(id) ?? '') : '' };
    }
    await projects.refresh();
  }

  // Somebody else may have published one of them meanwhile.
  watch(projects.items, (rows) => rows.filter((row) => !canBePublished(row)).forEach((row) => ticked.delete(row.id)));
  return { ticked, all, busy, refused, toggle, toggleAll, clear, publish };
}
