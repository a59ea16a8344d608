import type { LogKey, LogQuery } from '@/api/logs';
import { daysOn, startOfDay } from './days';

/** What a log is narrowed to. Days are of the deployment, both included; empty where nothing was chosen. */
export type LogFilter = {
  from: string;
  to: string;
  kind: string;
  person: string;
  organisation: string;
  project: string;
  record: string;
};

/** What the dialog asks for; the account is a phone, and so no part of an address. */
export type ChosenFilter = Pick<LogFilter, 'from' | 'to' | 'kind'> & { account: string };

export type FilterKey = keyof LogFilter;
export type ThingKey = 'person' | 'organisation' | 'project' | 'record';

export const nothing: LogFilter = { from: '', to: '', kind: '', person: '', organisation: '', project: '', record: '' };

/** Which things each log can be narrowed to (catalogue 15); days and kinds all can. */
const things: Readonly<Record<LogKey, readonly ThingKey[]>> = {
  login: ['person'],
  operation: ['person', 'organisation', 'project', 'record'],
  'login-code': ['project'],
  capture: ['person', 'organisation', 'project'],
  reveal: ['person', 'record'],
  file: ['person', 'project', 'record'],
};

export const thingsOf = (log: LogKey): readonly ThingKey[] => things[log];

const keys = Object.keys(nothing) as FilterKey[];
const shape: Partial<Record<FilterKey, RegExp>> = { from: /^\d{4}-\d\d-\d\d$/, to: /^\d{4}-\d\d-\d\d$/, kind: /^[a-z_.]+$/ };
const anId = /^[0-9a-f-]{36}$/;

/** Pure: the filter that an address names; what is malformed, or nothing for this log, is left out. */
export function filterOf(log: LogKey, query: Readonly<Record<string, unknown>>): LogFilter {
  const filter = { ...nothing };
  for (const key of keys) {
    const value = query[key];
    const thing = key === 'person' || key === 'organisation' || key === 'project' || key === 'record';
    const pattern = shape[key] ?? anId;
    if (typeof value === 'string' && pattern.test(value) && (!thing || things[log].includes(key))) filter[key] = value;
  }
  return filter;
}

/** Pure: a filter as an address names it. */
export function queryOf(filter: LogFilter): Record<string, string> {
  return Object.fromEntries(keys.filter((key) => filter[key] !== '').map((key) => [key, filter[key]]));
}

/** What of a filter goes on when another log is opened: not its kinds, nor what that log knows nothing of. */
export function carriedTo(log: LogKey, filter: LogFilter): LogFilter {
  return filterOf(log, queryOf({ ...filter, kind: '' }));
}

/** Pure: what is asked of the server. A kind that ends with a dot is a module. */
export function asked(filter: LogFilter, cursor: string | null, limit: number): LogQuery {
  const orNull = (value: string): string | null => (value === '' ? null : value);
  const module = filter.kind.endsWith('.');
  return {
    from: filter.from === '' ? null : startOfDay(filter.from),
    until: filter.to === '' ? null : startOfDay(daysOn(filter.to, 1)),
    person: orNull(filter.person),
    organisation: orNull(filter.organisation),
    project: orNull(filter.project),
    record: orNull(filter.record),
    module: module ? filter.kind.slice(0, -1) : null,
    kind: module ? null : orNull(filter.kind),
    cursor,
    limit,
  };
}
