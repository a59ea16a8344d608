import type { LoginCodeLogRow } from '@/api/logs';
import { t } from '@/locales';
import { clientWords, fact, moment, personCell, plain, projectCell, type LogView } from './view';

const tones = { issued: 'done', reissued: 'done', used: 'done', replaced: 'idle', refused: 'look' } as const;

export const loginCodeView: LogView<LoginCodeLogRow> = {
  at: (row) => row.at,
  columns: ['what', 'lead', 'who', 'account', 'project', 'address', 'client'],
  cell(row, column) {
    if (column === 'what') return { text: t(`logs.code.${row.action}`), tone: tones[row.action] };
    if (column === 'lead') return personCell(row.lead);
    if (column === 'who') return row.action === 'refused' ? { text: t('logs.nobody') } : personCell(row.actor, null, t('logs.system'));
    if (column === 'account') return plain(row.account);
    if (column === 'project') return projectCell(row.project);
    if (column === 'address') return plain(row.address);
    return column === 'client' ? plain(clientWords(row.client)) : null;
  },
  facts(row) {
    const cells = (['what', 'lead', 'who', 'account', 'project', 'address'] as const).map((column) => fact(column, loginCodeView.cell(row, column)));
    return [fact('at', { text: moment(row.at) }), ...cells, fact('client', plain(row.client))];
  },
};
