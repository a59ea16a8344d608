import type { LogKey, LogRows, Named, ProjectNamed } from '@/api/logs';
import { t, words } from '@/locales';
import { dayOf, exactTime } from '@/ui/format';
import type { Tone } from '@/ui/desk/tone';
import type { ThingKey } from '../log-filter';

/** Something that the log can be narrowed to from here. */
export type Thing = { key: ThingKey; id: string; name: string };

/** One value in words. `sub` says more in a second line, `tone` makes it a state. */
export type Cell = { text: string; sub?: string | null; tone?: Tone; thing?: Thing };

export type Column =
  | 'what' | 'result' | 'who' | 'about' | 'organisation' | 'project' | 'address' | 'client'
  | 'account' | 'person' | 'roles' | 'way' | 'lead' | 'slot' | 'taken' | 'place'
  | 'device' | 'digest' | 'file' | 'size' | 'field' | 'purpose';

export type Fact = { label: string; text: string; thing?: Thing; code?: boolean };

/** Before and after of one value; null where there was none. */
export type Change = { label: string; before: string | null; after: string | null };

export type LogRow = LogRows[LogKey];

/**
 * How the rows of a log are told: the cells of the table and of the card, and everything there is in the detail.
 * Methods, so that the view of one log can stand for that of any: a list keeps to the rows of its own.
 */
export type LogView<R extends LogRow = LogRow> = {
  at(row: R): number;
  /** The first is what a card is headed with. */
  columns: readonly Column[];
  cell(row: R, column: Column): Cell | null;
  facts(row: R): readonly (Fact | null)[];
  changes?(row: R): readonly Change[];
  /** When the changes were erased; null when they were not. */
  erasedAt?(row: R): number | null;
  record?(row: R): string;
};

const shownDigits = 12;
/** The first that fits: most call themselves by the names of others, too. */
const browsers = [['MicroMessenger', 'WeChat'], ['Edg', 'Edge'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']] as const;

/** `2026-11-21 09:01:58` */
export function moment(at: number): string {
  return `${dayOf(at)} ${exactTime(at)}`;
}

export function shortDigest(digest: string): string {
  return digest.length > shownDigits ? `${digest.slice(0, shownDigits)}…` : digest;
}

export function personCell(person: Named | null, sub: string | null = null, none: string | null = null): Cell | null {
  if (person === null) return none === null ? null : { text: none, sub };
  return { text: person.name, sub, thing: { key: 'person', ...person } };
}

export function projectCell(project: ProjectNamed | null): Cell | null {
  if (project === null) return null;
  return { text: project.name, sub: project.no, thing: { key: 'project', id: project.id, name: project.name } };
}

export function organisationCell(organisation: Named | null): Cell | null {
  return organisation === null ? null : { text: organisation.name, thing: { key: 'organisation', ...organisation } };
}

export function roleWords(role: string): string | null {
  return role === '' ? null : words(`logs.role.${role}`);
}

/** Who did it: the system where nobody is named, since only its own acts are nobody's. */
export function actorCell(actor: Named | null, role: string): Cell | null {
  return personCell(actor, actor === null ? null : roleWords(role), t('logs.system'));
}

export function plain(text: string): Cell | null {
  return text === '' ? null : { text };
}

export function fact(column: Column | 'at', cell: Cell | null): Fact | null {
  if (cell === null) return null;
  const text = cell.sub === null || cell.sub === undefined ? cell.text : `${cell.text} · ${cell.sub}`;
  return { label: t(`logs.column.${column}`), text, ...(cell.thing === undefined ? {} : { thing: cell.thing }) };
}

export function codeFact(label: string, code: string | null): Fact | null {
  return code === null || code === '' ? null : { label, text: code, code: true };
}

/** What a browser calls itself, as far as people care: the system and the browser. */
export function clientWords(client: string): string {
  const system = /iPhone|iPad|Android|Windows|Mac OS X|Linux/.exec(client)?.[0]?.replace('Mac OS X', 'macOS');
  const browser = browsers.find(([sign]) => client.includes(sign))?.[1];
  return [system, browser].filter((part) => part !== undefined).join(' · ') || client.slice(0, 40);
}
