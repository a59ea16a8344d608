import type { Task } from '@/api/case-types';
import type { Tone } from '@/ui/desk/tone';

const soonMs = 2 * 86_400_000;

/** Pure. Whether a task is late, due within two days, or neither; a case to mend has no time of its own. */
export function urgencyOf(task: Pick<Task, 'dueAt'>, now: number): 'late' | 'soon' | null {
  if (task.dueAt === null) return null;
  if (task.dueAt < now) return 'late';
  return task.dueAt - now < soonMs ? 'soon' : null;
}

export const urgencyTone: Readonly<Record<'late' | 'soon', Tone>> = { late: 'active', soon: 'look' };

/** Pure. The task to go on with after one case: the one that stood after it, else the first that is another case. */
export function nextAfter(tasks: readonly Task[], before: readonly Task[], caseId: string): Task | null {
  const others = tasks.filter((task) => task.caseId !== caseId);
  const place = before.findIndex((task) => task.caseId === caseId);
  const following = before.slice(place + 1).map((task) => task.caseId);
  return others.find((task) => following.includes(task.caseId)) ?? others[0] ?? null;
}
