import type { Named } from './case-types';
import type { CountedPage } from './page';

type Page<T> = { items: readonly T[]; next: string | null };

/** A node of the tree. `children` and `members` are of it alone; `above`: those above, the topmost first. */
export type OrganisationRow = {
  id: string;
  parentId: string | null;
  code: string | null;
  name: string;
  kind: string;
  level: string;
  district: string;
  active: boolean;
  children: number;
  members: number;
  above: readonly Named[];
  mayChange: boolean;
};

/** `roles`: what may be given in it; `reviews`: cases under review in it and below. */
export type Organisation = OrganisationRow & { roles: readonly string[]; reviews: number };
export type OrganisationPage = Page<OrganisationRow>;

export type OrganisationSent = {
  name: string;
  kind: string;
  code: string;
  level: string;
  district: string;
  parentId: string | null;
};

/** A role from a day to a day (`YYYY-MM-DD`, both included). */
export type Membership = {
  id: string;
  person: Named;
  personActive: boolean;
  organisation: Named;
  role: string;
  from: string;
  until: string | null;
  state: 'current' | 'future' | 'former';
  mayEnd: boolean;
};
export type MembershipPage = CountedPage<Membership>;
export type MembershipSent = {
  personId: string;
  organisationId: string;
  role: string;
  from: string | null;
  until: string | null;
};

/** Phone, identity number and address are masked, empty if unknown. `elsewhere`: has roles that are not shown. */
export type Person = {
  id: string;
  name: string;
  phone: string;
  idType: string;
  idNumber: string;
  email: string;
  active: boolean;
  addedAt: number;
  memberships: readonly Membership[];
  elsewhere: boolean;
  mayChange: boolean;
  isSelf: boolean;
};
export type PersonPage = CountedPage<Person>;
export type PersonState = 'active' | 'disabled';
export type PeopleSearch = {
  text: string;
  organisation: string | null;
  state: PersonState | null;
  cursor: string | null;
  limit: number;
};

export type PersonSent = {
  name: string;
  phone: string;
  idType: string;
  idNumber: string;
  email: string;
  organisationId: string;
  role: string;
  from: string | null;
  until: string | null;
  shared: boolean;
};
/** Null leaves it as it is. */
export type PersonChange = { name: string | null; idType: string | null; idNumber: string | null; email: string | null };

export type Revealable = 'phone' | 'id_number' | 'email';
export type Purpose = 'contact' | 'identity' | 'correction' | 'inquiry';
