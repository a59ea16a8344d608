import type { Answer } from './answer';
import { request } from './request';
import type { ProjectFilter, ProjectPage } from './types';
import type { Feedback } from './wall-types';

/** `from`, `to`: projects that meet on any day of the range; empty where nothing is asked. */
export type ProjectQuery = {
  q?: string;
  state?: ProjectFilter;
  filing?: string;
  from?: string;
  to?: string;
  rating?: string;
  published?: string;
  sort?: string;
  cursor: string | null;
  limit: number;
};

export function listProjects(query: ProjectQuery, signal?: AbortSignal): Promise<Answer<ProjectPage>> {
  const { state, ...rest } = query;
  return request('GET', '/api/projects', {
    query: { ...rest, state: state === 'all' ? null : state },
    ...(signal === undefined ? {} : { signal }),
  });
}

export function fetchFeedback(projectId: string): Promise<Answer<Feedback>> {
  return request('GET', `/api/projects/${projectId}/feedback`);
}

export function eventsUrl(projectId: string): string {
  return `/api/projects/${projectId}/events`;
}
