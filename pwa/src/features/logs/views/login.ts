import type { LoginLogRow } from '@/api/logs';
import { t, words } from '@/locales';
import { clientWords, fact, moment, personCell, plain, roleWords, type LogView } from './view';

export const wayWords = (way: string): string => words(`logs.way.${way}`) ?? t('logs.way.other');
const resultWords = (result: string): string => words(`logs.result.${result}`) ?? t('logs.result.other');

export const loginView: LogView<LoginLogRow> = {
  at: (row) => row.at,
  columns: ['result', 'person', 'account', 'roles', 'way', 'address', 'client'],
  cell(row, column) {
    if (column === 'result') return { text: resultWords(row.result), tone: row.result === 'ok' ? 'done' : 'look' };
    if (column === 'person') return personCell(row.person);
    if (column === 'account') return plain(row.account);
    if (column === 'roles') return plain(row.roles.map(roleWords).filter((role) => role !== null).join(t('common.comma')));
    if (column === 'way') return plain(wayWords(row.way));
    if (column === 'address') return plain(row.address);
    return column === 'client' ? plain(clientWords(row.client)) : null;
  },
  facts(row) {
    const cells = (['result', 'person', 'account', 'roles', 'way', 'address'] as const).map((column) => fact(column, loginView.cell(row, column)));
    return [fact('at', { text: moment(row.at) }), ...cells, fact('client', plain(row.client))];
  },
};
