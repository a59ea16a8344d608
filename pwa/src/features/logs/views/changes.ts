import { t, words } from '@/locales';
import type { Change } from './view';
import { valueWords } from './event-data';

type Values = Readonly<Record<string, unknown>>;

/** Fields whose value people can read as it is; of the others only that they were altered. */
const readable = new Set([
  'name', 'no', 'place', 'phone', 'email', 'id_number', 'unit', 'title', 'topic', 'reason', 'note', 'project_no', 'project_name', 'project_leader', 'leader_phone',
  'planned_start', 'planned_end', 'expected_people', 'credits',
]);

/** Pure: what an event changed, value by value. A form's document counts as its fields. */
export function changesOf(before: Values | null, after: Values | null): readonly Change[] {
  const [former, later] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(former), ...Object.keys(later)])];
  return names.filter((name) => !same(former[name], later[name])).map((name) => change(name, former[name], later[name]));
}

function flat(values: Values | null): Values {
  const { document, ...rest } = values ?? {};
  return typeof document === 'object' && document !== null ? { ...rest, ...document } : rest;
}

function change(name: string, before: unknown, after: unknown): Change {
  const label = words(`events.field.${name}`) ?? t('logs.detail.more');
  const [former, later] = [shown(name, before), shown(name, after)];
  return former === later ? { label, before: null, after: t('logs.change.altered') } : { label, before: former, after: later };
}

function shown(name: string, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) return t('logs.list.rows', { n: value.length });
  if (readable.has(name) && (typeof value === 'string' || typeof value === 'number')) return String(value);
  return valueWords(name, value) ?? t('logs.change.altered');
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
