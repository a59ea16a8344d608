import type { Purpose } from './admin-types';
import type { Answer } from './answer';
import type { BatchRow, BatchSent, CaseShown, DecisionSent, MayUndo } from './case-types';
import type { DocumentRow, FilingShown } from './filing-types';
import { request } from './request';

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

/** Approves or returns several, each by itself: what became of each is told. Sent again, what was done is not done twice. */
export function decideCases(batch: BatchSent): Promise<Answer<{ items: readonly BatchRow[] }>> {
  return request('POST', '/api/cases/decisions', { json: batch });
}

/** A masked value of a case's document in clear; who asked and why is kept in the log. */
export function revealValue(caseId: string, path: string, purpose: Purpose): Promise<Answer<{ value: string }>> {
  return request('POST', `/api/cases/${caseId}/reveal`, { json: { path, purpose } });
}

/** What became of a project's filing: its case (null until it was filed), all others, and how it stands now. */
export function fetchProjectCase(projectId: string): Promise<Answer<Pick<FilingShown, 'case' | 'cases' | 'standing'>>> {
  return request('GET', `/api/projects/${projectId}/filing`);
}

/** The notices and schedules of a project, so that those a document names can be loaded. */
export function listDocuments(projectId: string): Promise<Answer<{ items: readonly DocumentRow[] }>> {
  return request('GET', `/api/projects/${projectId}/documents`);
}
