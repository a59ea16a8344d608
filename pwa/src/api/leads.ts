import type { Purpose } from './admin-types';
import type { Answer } from './answer';
import type { CommitmentLetter, IssuedCode, Leads } from './lead-types';
import { request } from './request';

export type LeadFields = { name: string; phone: string; unit: string };

/** Opens the log-in page; holds no secret. */
export const loginQrUrl = '/api/supervision/login-qr.svg';

/** Every half-day of the project as a calendar file. */
export function calendarUrl(projectId: string, language: string): string {
  return `/api/projects/${projectId}/calendar.ics?lang=${language}`;
}

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

/** Corrects how the present lead was written down; log-in, code and commitment stay. */
export function correctLead(leadId: string, fields: Omit<LeadFields, 'phone'>): Promise<Answer<Leads>> {
  return request('PUT', `/api/assignments/${leadId}`, { json: fields });
}

/** A lead's whole phone; who asked, and why, is kept. */
export function revealLeadPhone(leadId: string, purpose: Purpose): Promise<Answer<{ value: string }>> {
  return request('POST', `/api/assignments/${leadId}/reveal`, { json: { purpose } });
}

export function fetchCommitment(id: string): Promise<Answer<CommitmentLetter>> {
  return request('GET', `/api/commitments/${id}`);
}

/** The drawn signature of a letter whose `drawing` is stored. */
export function signatureUrl(id: string): string {
  return `/api/commitments/${id}/signature`;
}
