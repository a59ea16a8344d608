import type { BatchRow, Task } from '@/api/case-types';

/** Pure. Most cases that one word goes to: the server takes no more. */
export const mostPicked = 100;

/** Pure. Whether two tasks can be decided with one word: the same step of the same flow. */
export function together(one: Task, other: Task): boolean {
  return one.flow === other.flow && one.step === other.step;
}

/** Pure. Whether a task may be picked beside those that are: a case to mend is nobody's to decide. */
export function mayPick(task: Task, picked: readonly Task[]): boolean {
  const [first] = picked;
  return task.step !== null && (first === undefined || together(first, task)) && picked.length < mostPicked;
}

/** Pure. How many became what. */
export function tally(rows: readonly BatchRow[]): Readonly<Record<BatchRow['outcome'], number>> {
  const count = (outcome: BatchRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  return { done: count('done'), changed: count('changed'), refused: count('refused') };
}
