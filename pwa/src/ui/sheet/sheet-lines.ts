import type { CellProblem, SheetRow } from '@/api/sheets';
import { locale, t } from '@/locales';
import { describeField } from '@/locales/problem-words';

/** What names a row in the result: a value of the answer, or what `show` says of the row. */
export type SheetColumn = { key: string; label: string; show?: (row: SheetRow) => string };

/** A line of the result: a row, and one thing that is wrong with it; null where it is allowed. */
export type SheetLine = { key: string; row: SheetRow; problem: CellProblem | null; first: boolean };

/** Pure. One line for each fault, in the order of the sheet; with `all`, a line for every faultless row as well. */
export function linesOf(rows: readonly SheetRow[], all: boolean): SheetLine[] {
  return rows.flatMap((row): SheetLine[] => {
    if (row.problems.length > 0) return row.problems.map((problem, n) => ({ key: `${row.row} ${n}`, row, problem, first: n === 0 }));
    return all ? [{ key: String(row.row), row, problem: null, first: true }] : [];
  });
}

/** `C 列 项目名称` */
export function columnWords(problem: CellProblem): string {
  return t('sheets.column', { letter: problem.column, label: problem.label[locale.value] });
}

/** `与表格中另一行重复（第 3 行）` */
export function causeWords(problem: CellProblem): string {
  const cause = describeField(problem.code);
  return problem.otherRow === null ? cause : t('sheets.cause.row', { cause, row: problem.otherRow });
}

const passing: ReadonlySet<string> = new Set(['offline', 'timeout', 'workbook_busy', 'server_error']);

/** Pure. Whether the same file may no longer meet this; everything else refuses the file itself. */
export function mayPass(code: string): boolean {
  return passing.has(code);
}
