import type { Answer } from './answer';
import { request } from './request';
import type { IssuedCode, Leads } from './types';

export type LeadFields = { name: string; phone: string; unit: string };

/** Opens the log-in page; holds no secret. */
export const loginQrUrl = '/api/supervision/login-qr.svg';

export function fetchLeads(projectId: string): Promise<Answer<Leads>> {
  return request('GET', `/api/projects/${projectId}/supervisor`);
}

/** Names the lead, or another in place of the present one. The same `requestId` again answers the same code. */
export function nameLead(projectId: string, requestId: string, fields: LeadFields): Promise<Answer<IssuedCode>> {
  return request('POST', `/api/projects/${projectId}/supervisor`, { json: { requestId, ...fields } });
}

export function regenerateCode(projectId: string, requestId: string): Promise<Answer<IssuedCode>> {
  return request('POST', `/api/projects/${projectId}/supervisor/code`, { json: { requestId } });
}
