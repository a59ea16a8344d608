import type { Answer } from './answer';
import type { CaseShown, DecisionSent, MayUndo, TaskPage } from './case-types';
import type { DocumentRow } from './filing-types';
import { request } from './request';

export type TaskQuery = { flow: string | null; cursor: string | null; limit: number };

/** What waits for the person who is logged in, longest first. */
export function listTasks(query: TaskQuery, signal?: AbortSignal): Promise<Answer<TaskPage>> {
  return request('GET', '/api/inbox', { query, ...(signal === undefined ? {} : { signal }) });
}

/** `since`: the version of the document to compare with; left out, the one that was reviewed last. */
export function fetchCase(caseId: string, since: number | null = null, signal?: AbortSignal): Promise<Answer<CaseShown>> {
  return request('GET', `/api/cases/${caseId}`, { query: { since }, ...(signal === undefined ? {} : { signal }) });
}

export function decideCase(caseId: string, decision: DecisionSent): Promise<Answer<CaseShown>> {
  return request('POST', `/api/cases/${caseId}/decisions`, { json: decision });
}

export function undoDecision(caseId: string, undo: MayUndo): Promise<Answer<CaseShown>> {
  return request('POST', `/api/cases/${caseId}/undo`, { json: undo });
}

export function reopenStep(caseId: string, right: string, step: string, reason: string): Promise<Answer<CaseShown>> {
  return request('POST', `/api/cases/${caseId}/reopen`, { json: { right, step, reason } });
}

/** Back to the applicant after approval; refused as `recall_refused` where the area's guard stands against it. */
export function recallCase(caseId: string, right: string, reason: string, fields: readonly string[]): Promise<Answer<CaseShown>> {
  return request('POST', `/api/cases/${caseId}/recall`, { json: { right, reason, fields } });
}

/** The filing case of a project; null until it was filed. */
export function fetchProjectCase(projectId: string): Promise<Answer<{ case: CaseShown | null }>> {
  return request('GET', `/api/projects/${projectId}/filing`);
}

/** The notices and schedules of a project, so that those a document names can be loaded. */
export function listDocuments(projectId: string): Promise<Answer<{ items: readonly DocumentRow[] }>> {
  return request('GET', `/api/projects/${projectId}/documents`);
}
