import type { Answer } from './answer';
import type { CountedPage } from './page';
import { request } from './request';
import type { PublishedRow, Rating, Results } from './types';

export function fetchResults(projectId: string): Promise<Answer<Results>> {
  return request('GET', `/api/projects/${projectId}/results`);
}

/** `confirmed` says that it is known that evidence may still arrive; without it that is refused as `late_window_open`. */
export type RatingSent = { rating: Rating; note: string; confirmed: boolean };

export function rateProject(projectId: string, rating: RatingSent): Promise<Answer<Results>> {
  return request('POST', `/api/projects/${projectId}/score`, { json: rating });
}

/** All or none. Ratings that evidence came after are refused as `ratings_overtaken` unless that is `confirmed`. */
export function publishProjects(projectIds: readonly string[], confirmed: boolean): Promise<Answer<{ published: number }>> {
  return request('POST', '/api/publications', { json: { projectIds, confirmed } });
}

/** The projects whose ratings are overtaken, where a publication was refused for that; null otherwise. */
export function overtakenOf(answer: Answer<unknown>): readonly string[] | null {
  if (answer.kind !== 'problem' || answer.problem.code !== 'ratings_overtaken') return null;
  const { projectIds } = answer.problem.data;
  return Array.isArray(projectIds) ? projectIds.filter((id) => typeof id === 'string') : [];
}

export function withdrawPublication(projectId: string, reason: string): Promise<Answer<Results>> {
  return request('POST', `/api/projects/${projectId}/publication/withdraw`, { json: { reason } });
}

export type PublishedPage = CountedPage<PublishedRow>;

export function listPublished(cursor: string | null, limit: number, signal?: AbortSignal): Promise<Answer<PublishedPage>> {
  return request('GET', '/api/publications', { query: { cursor, limit }, ...(signal === undefined ? {} : { signal }) });
}

/** The supervision of a range of days as a workbook; both days belong to it. */
export function exportProjects(from: string, to: string): Promise<Answer<Blob>> {
  return request('GET', '/api/projects/export.xlsx', { query: { from, to }, accept: 'file', timeoutMs: 120_000 });
}
