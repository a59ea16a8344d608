import type { Answer } from './answer';
import type { Label } from './case-types';
import { request } from './request';

/** What is wrong with a cell: where it stands, what it holds, and why it is refused. `otherRow`: the one it repeats. */
export type CellProblem = { column: string; label: Label; field: string; code: string; value: string; otherRow: number | null };

/** A row of the workbook, numbered as the spreadsheet does, with what names it (`projectNo`, …). */
export type SheetRow = { row: number; allowed: boolean; problems: readonly CellProblem[] } & Readonly<Record<string, unknown>>;

/** `imported` is 0 after a dry run. */
export type SheetResult = { allowed: boolean; total: number; bad: number; imported: number; rows: readonly SheetRow[] };

/** A workbook of ten thousand rows takes a while. */
const patienceMs = 180_000;

export function fetchTemplate(url: string, lang: string): Promise<Answer<Blob>> {
  return request('GET', url, { query: { lang }, accept: 'file', timeoutMs: 60_000 });
}

/** Checks a filled template; only without `dryRun` is anything stored, and then all of it or nothing. */
export function sendSheet(url: string, workbook: ArrayBuffer, dryRun: boolean): Promise<Answer<SheetResult>> {
  return request('POST', url, { query: { dryRun: String(dryRun) }, bytes: workbook, timeoutMs: patienceMs });
}
