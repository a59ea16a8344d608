import type { Answer } from './answer';
import type { Values } from './case-types';
import type { ChangeChecked, ChangeShown, CheckDone, DocumentRow, FilingShown, OrganiserPage } from './filing-types';
import { request } from './request';

/** Adds a project by the form (新增项目). A draft needs its heading: number, name, unit, dates. */
export function createProject(document: Values): Promise<Answer<FilingShown>> {
  return request('POST', '/api/projects', { json: { document } });
}

/** `version` is the one that was changed; another's change meanwhile is refused as `draft_changed`. */
export function saveDraft(projectId: string, version: number, document: Values): Promise<Answer<FilingShown>> {
  return request('PUT', `/api/projects/${projectId}`, { json: { version, document } });
}

/** Only what was never filed can be deleted. */
export function deleteDraft(projectId: string): Promise<Answer<undefined>> {
  return request('DELETE', `/api/projects/${projectId}`);
}

/** What would be wrong if the document were filed now; nothing is kept. */
export function checkFiling(document: Values, projectId: string | null): Promise<Answer<CheckDone>> {
  return request('POST', '/api/projects/check', { json: { document, projectId, stage: 'submit' } });
}

export function fetchFiling(projectId: string): Promise<Answer<FilingShown>> {
  return request('GET', `/api/projects/${projectId}/filing`);
}

/** Files the saved draft of this version (报备). */
export function fileProject(projectId: string, version: number): Promise<Answer<FilingShown>> {
  return request('POST', `/api/projects/${projectId}/filing`, { json: { version } });
}

export function fetchChange(projectId: string): Promise<Answer<ChangeShown>> {
  return request('GET', `/api/projects/${projectId}/changes`);
}

/** What would be wrong with a change, and what it would change; nothing is kept. */
export function checkChange(projectId: string, document: Values): Promise<Answer<ChangeChecked>> {
  return request('POST', `/api/projects/${projectId}/changes/check`, { json: { document } });
}

/** Asks for a change of an approved filing. */
export function sendChange(projectId: string, document: Values): Promise<Answer<ChangeShown>> {
  return request('POST', `/api/projects/${projectId}/changes`, { json: { document } });
}

export type OrganiserQuery = { q: string; cursor: string | null; limit: number };

/** The units somebody may file for: the own ones and those below, in the order of the tree. */
export function listOrganisers(query: OrganiserQuery, signal: AbortSignal): Promise<Answer<OrganiserPage>> {
  return request('GET', '/api/projects/organisers', { query, signal });
}

export type Announced = { kind: DocumentRow['kind']; name: string; size: number; sha256: string };

/** Says which file will come; then its bytes may be sent. */
export function announceDocument(projectId: string, file: Announced): Promise<Answer<DocumentRow>> {
  return request('POST', `/api/projects/${projectId}/documents`, { json: file });
}
