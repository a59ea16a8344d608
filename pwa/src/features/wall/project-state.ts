import type { Filing, ProjectRow } from '@/api/types';
import type { Tone } from '@/ui/desk/tone';

export type ProjectStanding = 'look' | 'missing' | 'not_started' | 'complete' | 'running' | Exclude<Filing, 'approved'>;

/** Pure. The one thing a reader of the list should know of a project, most pressing first. `today` is `YYYY-MM-DD`. */
export function projectStanding(row: ProjectRow, today: string): ProjectStanding {
  if (row.look > 0) return 'look';
  if (row.filing !== 'approved') return row.filing;
  if (row.latestAt === null && (row.slots.due === 0 || today < row.plannedStart)) return 'not_started';
  if (row.missing > 0) return 'missing';
  return row.slots.total > 0 && row.slots.complete >= row.slots.total ? 'complete' : 'running';
}

/** Nobody is named for a project that is not over: without a lead nothing can be fed back. */
export function lacksLead(row: ProjectRow, today: string): boolean {
  return row.filing === 'approved' && !row.led && today <= row.plannedEnd;
}

export const projectTone: Readonly<Record<ProjectStanding | Filing, Tone>> = {
  look: 'look',
  missing: 'active',
  not_filed: 'idle',
  in_review: 'active',
  approved: 'done',
  rejected: 'active',
  returned: 'look',
  not_started: 'idle',
  complete: 'done',
  running: 'active',
};

/** Of those half-days that are over, how many were fed back completely; null before the first is over. */
export function feedbackRate(summary: { due: number; complete: number }): number | null {
  return summary.due === 0 ? null : Math.round((100 * summary.complete) / summary.due);
}
