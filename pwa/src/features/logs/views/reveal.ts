import type { RevealLogRow } from '@/api/logs';
import { t, words } from '@/locales';
import { actorCell, fact, moment, plain, type Cell, type LogView } from './view';

const fieldCell = (row: RevealLogRow): Cell => ({ text: words(`logs.reveal.${row.field}`) ?? t('logs.reveal.other') });

export const revealView: LogView<RevealLogRow> = {
  at: (row) => row.at,
  columns: ['field', 'who', 'about', 'purpose', 'address'],
  cell(row, column) {
    if (column === 'field') return fieldCell(row);
    if (column === 'who') return actorCell(row.actor, row.role);
    if (column === 'about') return row.person === null ? null : { text: row.person.name, thing: { key: 'record', id: row.record, name: row.person.name } };
    if (column === 'purpose') return plain(words(`logs.purpose.${row.purpose}`) ?? '');
    return column === 'address' ? plain(row.address) : null;
  },
  facts: (row) => [
    fact('at', { text: moment(row.at) }),
    fact('field', fieldCell(row)),
    fact('who', actorCell(row.actor, row.role)),
    fact('about', plain(row.person?.name ?? '')),
    fact('purpose', plain(words(`logs.purpose.${row.purpose}`) ?? '')),
    fact('address', plain(row.address)),
  ],
  record: (row) => row.record,
};
