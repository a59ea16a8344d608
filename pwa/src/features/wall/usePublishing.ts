import { computed, reactive, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { overtakenOf, publishProjects } from '@/api/results';
import type { ProjectRow } from '@/api/types';
import { t } from '@/locales';
import { codeOf } from '@/locales/problem-words';
import { confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import { canBePublished, selectionLimit, stateOfAll, type AllState } from './selection';
import type { ProjectsUse } from './useProjects';

export type Refused = { code: string; /** Name of the project that stood in the way, empty when unknown. */ project: string };

const mostNamed = 8;

export type PublishingUse = {
  /** Names by id of the ticked projects; they stay ticked while the list is searched. */
  ticked: ReadonlyMap<string, string>;
  all: ComputedRef<AllState>;
  busy: Ref<boolean>;
  refused: ShallowRef<Refused | null>;
  toggle: (row: ProjectRow) => void;
  toggleAll: () => void;
  clear: () => void;
  /** Whether it was done. */
  publish: () => Promise<boolean>;
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

  async function publish(): Promise<boolean> {
    const n = ticked.size;
    const text = t('wall.publish.text');
    const sure = await confirm({ title: t('wall.publish.title', { n }), text, yes: t('wall.publish'), no: t('common.cancel'), grave: false });
    return sure && publishNow(false);
  }

  async function publishNow(confirmed: boolean): Promise<boolean> {
    busy.value = true;
    const answer = await publishProjects([...ticked.keys()], confirmed);
    busy.value = false;
    const overtaken = overtakenOf(answer);
    if (overtaken !== null) {
      await projects.refresh();
      return (await sureThoughOvertaken(overtaken)) && publishNow(true);
    }
    if (answer.kind === 'ok') {
      clear();
      toast(t('wall.publish.done', { n: answer.value.published }));
    } else {
      const id = answer.kind === 'problem' ? answer.problem.data.projectId : null;
      refused.value = { code: codeOf(answer), project: typeof id === 'string' ? (ticked.get(id) ?? '') : '' };
    }
    await projects.refresh();
    return answer.kind === 'ok';
  }

  function sureThoughOvertaken(ids: readonly string[]): Promise<boolean> {
    const named = ids.slice(0, mostNamed).map((id) => t('wall.publish.name', { name: ticked.get(id) ?? '' }));
    const names = named.join(' ') + (ids.length > mostNamed ? ' …' : '');
    const title = t('wall.publish.overtaken.title', { n: ids.length });
    const text = t('wall.publish.overtaken.text', { names });
    return confirm({ title, text, yes: t('wall.publish.overtaken.yes'), no: t('wall.publish.overtaken.no'), grave: false });
  }

  // Somebody else may have published one of them meanwhile.
  watch(projects.items, (rows) => rows.filter((row) => !canBePublished(row)).forEach((row) => ticked.delete(row.id)));
  return { ticked, all, busy, refused, toggle, toggleAll, clear, publish };
}
