import type { OperationLogRow } from '@/api/logs';
import { t, words } from '@/locales';
import { changesOf } from './changes';
import { dataFacts, tellingWords } from './event-data';
import { actorCell, fact, moment, organisationCell, personCell, plain, projectCell, type Cell, type LogView } from './view';

const beforeLogin = new Set(['login.opened', 'login.ended', 'login.refused', 'code.asked', 'person.confirmed']);

function what(row: OperationLogRow): Cell {
  return { text: words(`events.kind.${row.action}`) ?? t('logs.unknown'), sub: tellingWords(row.data) };
}

/** Before a log-in is done nobody acts yet; once it is, the person it is about is known. */
function who(row: OperationLogRow): Cell | null {
  if (row.actor !== null || !beforeLogin.has(row.action)) return actorCell(row.actor, row.role);
  return personCell(row.person, null, t('logs.nobody'));
}

/** Whom or what it is about, where that is not whoever did it. */
function about(row: OperationLogRow): Cell | null {
  if (row.project !== null) return projectCell(row.project);
  return personAbout(row);
}

function personAbout(row: OperationLogRow): Cell | null {
  const own = row.person?.id === row.actor?.id || (row.actor === null && beforeLogin.has(row.action));
  return row.person === null || own ? null : { text: row.person.name };
}

export const operationView: LogView<OperationLogRow> = {
  at: (row) => row.at,
  columns: ['what', 'who', 'about', 'organisation', 'address'],
  cell(row, column) {
    if (column === 'what') return what(row);
    if (column === 'who') return who(row);
    if (column === 'about') return about(row);
    if (column === 'organisation') return organisationCell(row.organisation);
    return column === 'address' ? plain(row.address) : null;
  },
  facts: (row) => [
    fact('at', { text: moment(row.at) }),
    fact('what', { text: what(row).text }),
    { label: t('logs.column.module'), text: words(`events.module.${row.module}`) ?? t('logs.unknown') },
    fact('who', who(row)),
    fact('project', projectCell(row.project)),
    fact('about', personAbout(row)),
    fact('organisation', organisationCell(row.organisation)),
    ...dataFacts(row.data),
    fact('address', plain(row.address)),
  ],
  changes: (row) => changesOf(row.before, row.after),
  erasedAt: (row) => row.erasedAt,
  record: (row) => row.record,
};
