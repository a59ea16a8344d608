import type { FileLogRow } from '@/api/logs';
import { t, words } from '@/locales';
import { sizeWords } from '@/ui/format';
import { slotCell } from './capture';
import { actorCell, codeFact, fact, moment, plain, projectCell, type Cell, type LogView } from './view';

function fileCell(row: FileLogRow): Cell {
  const { file } = row;
  return { text: file.name ?? t(`logs.file.${file.kind}`), sub: file.name === null ? (slotCell(file)?.text ?? null) : t(`logs.file.${file.kind}`) };
}

function more(row: FileLogRow): string | null {
  if (row.reason !== null) return words(`events.value.${row.reason}`);
  return row.variant === null ? null : words(`logs.variant.${row.variant}`);
}

export const fileView: LogView<FileLogRow> = {
  at: (row) => row.at,
  columns: ['file', 'what', 'who', 'project', 'size', 'address'],
  cell(row, column) {
    if (column === 'file') return fileCell(row);
    if (column === 'what') return { text: t(`logs.file.${row.action}`), sub: more(row) };
    if (column === 'who') return actorCell(row.actor, row.role);
    if (column === 'project') return projectCell(row.project);
    if (column === 'size') return plain(row.size === null ? '' : sizeWords(row.size));
    return column === 'address' ? plain(row.address) : null;
  },
  facts: (row) => [
    fact('at', { text: moment(row.at) }),
    ...(['what', 'file', 'project', 'who', 'size', 'address'] as const).map((column) => fact(column, fileView.cell(row, column))),
    codeFact(t('logs.column.digest'), row.sha256),
  ],
  record: (row) => row.record,
};
