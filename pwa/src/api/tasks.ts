import type { Answer } from './answer';
import type { TaskPage } from './case-types';
import { request } from './request';

export type TaskQuery = { flow: string | null; q: string; cursor: string | null; limit: number };

/** What waits for the person who is logged in, longest first; `q` seeks in numbers and names of projects. */
export function listTasks(query: TaskQuery, signal?: AbortSignal): Promise<Answer<TaskPage>> {
  return request('GET', '/api/inbox', { query, ...(signal === undefined ? {} : { signal }) });
}
