import type { Answer } from './answer';
import type {
  MembershipPage,
  MembershipSent,
  Organisation,
  OrganisationPage,
  OrganisationSent,
  PeopleSearch,
  Person,
  PersonChange,
  PersonPage,
  PersonSent,
  Purpose,
  Revealable,
} from './admin-types';
import { request } from './request';

export type OrganisationQuery = { parent?: string | null; q?: string; cursor?: string | null; limit?: number };

const signalled = (signal?: AbortSignal): { signal?: AbortSignal } => (signal === undefined ? {} : { signal });

/** What I administer: the tops, those below `parent`, or those `q` finds by name or code. */
export function listOrganisations(query: OrganisationQuery, signal?: AbortSignal): Promise<Answer<OrganisationPage>> {
  return request('GET', '/api/organisations', { query, ...signalled(signal) });
}

export function fetchOrganisation(id: string): Promise<Answer<Organisation>> {
  return request('GET', `/api/organisations/${id}`);
}

export function addOrganisation(sent: OrganisationSent): Promise<Answer<Organisation>> {
  return request('POST', '/api/organisations', { json: sent });
}

/** Changes it; another `parentId` moves it with everything below. */
export function changeOrganisation(id: string, sent: OrganisationSent): Promise<Answer<Organisation>> {
  return request('PUT', `/api/organisations/${id}`, { json: sent });
}

export function closeOrganisation(id: string): Promise<Answer<Organisation>> {
  return request('POST', `/api/organisations/${id}/close`);
}

export function reopenOrganisation(id: string): Promise<Answer<Organisation>> {
  return request('POST', `/api/organisations/${id}/reopen`);
}

/** By name, whole phone or whole identity number: in a body, since addresses are kept in many places. */
export function searchPeople(search: PeopleSearch, signal?: AbortSignal): Promise<Answer<PersonPage>> {
  return request('POST', '/api/people/search', { json: search, ...signalled(signal) });
}

export function fetchPerson(id: string): Promise<Answer<Person>> {
  return request('GET', `/api/people/${id}`);
}

/** Refused as `phone_in_use` where somebody of another name has the phone, until sent with `shared`. */
export function addPerson(sent: PersonSent): Promise<Answer<Person>> {
  return request('POST', '/api/people', { json: sent });
}

export function changePerson(id: string, change: PersonChange): Promise<Answer<Person>> {
  return request('PUT', `/api/people/${id}`, { json: change });
}

export function setActive(id: string, active: boolean): Promise<Answer<Person>> {
  return request('POST', `/api/people/${id}/${active ? 'enable' : 'disable'}`);
}

/** A masked value in clear. Who asked, and why, is kept. */
export function reveal(id: string, field: Revealable, purpose: Purpose): Promise<Answer<{ value: string }>> {
  return request('POST', `/api/people/${id}/reveal`, { json: { field, purpose } });
}

export type MembershipQuery = { organisation?: string; person?: string; former: boolean; cursor: string | null; limit: number };

export function listMemberships(query: MembershipQuery, signal?: AbortSignal): Promise<Answer<MembershipPage>> {
  return request('GET', '/api/memberships', { query: { ...query, former: String(query.former) }, ...signalled(signal) });
}

export function giveRole(sent: MembershipSent): Promise<Answer<Person>> {
  return request('POST', '/api/memberships', { json: sent });
}

/** Now, or after a day. */
export function endRole(id: string, until: string | null): Promise<Answer<void>> {
  return request('POST', `/api/memberships/${id}/end`, { json: { until } });
}
