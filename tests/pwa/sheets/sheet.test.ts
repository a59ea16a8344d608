import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CellProblem, SheetRow } from '@/api/sheets';
import { useWords } from '@/locales';
import { causeWords, columnWords, linesOf, mayPass } from '@/ui/sheet/sheet-lines';
import SheetResult from '@/ui/sheet/SheetResult.vue';
import { failureOf, refusedResult } from '@/ui/sheet/useSheet';

beforeAll(() => useWords(['common', 'errors', 'fields', 'sheets']));

const phone: CellProblem = { column: 'H', label: { zh: '负责人电话', en: 'Phone' }, field: 'leader_phone', code: 'bad_phone', value: '12', otherRow: null };
const twice: CellProblem = { column: 'B', label: { zh: '项目编号', en: 'Number' }, field: 'project_no', code: 'duplicate_in_file', value: 'P-1', otherRow: 2 };
const rows: readonly SheetRow[] = [
  { row: 2, allowed: true, problems: [], projectNo: 'P-1' },
  { row: 3, allowed: false, problems: [twice, phone], projectNo: 'P-1' },
];
const failed = (code: string, errors: Record<string, string[]> = {}) =>
  ({ kind: 'problem', problem: { code, status: 422, errors, data: {}, retryAfterMs: null } }) as const;

describe('the result of a check', () => {
  test('one line for each fault; good rows only where all are wanted', () => {
    expect(linesOf(rows, false).map((line) => [line.row.row, line.problem?.code, line.first])).toEqual([
      [3, 'duplicate_in_file', true],
      [3, 'bad_phone', false],
    ]);
    expect(linesOf(rows, true).map((line) => line.problem?.code ?? 'good')).toEqual(['good', 'duplicate_in_file', 'bad_phone']);
  });

  test('says the column as the spreadsheet does, and the cause in words', () => {
    expect(columnWords(phone)).toBe('H 列 负责人电话');
    expect(causeWords(twice)).toBe('与表格中另一行重复（第 2 行）');
    expect(causeWords({ ...phone, code: 'brand_new' })).not.toContain('brand_new');
  });

  test('shows what is wrong first, with what names the row', async () => {
    const result = { allowed: false, total: 2, bad: 1, imported: 0, rows };
    const html = await renderToString(createSSRApp(SheetResult, { result, columns: [{ key: 'projectNo', label: '项目编号' }] }));
    expect(html).toContain('有问题的 1 行');
    expect(html).toContain('第 3 行');
    expect(html).not.toContain('第 2 行<');
  });
});

describe('a workbook that is refused', () => {
  test('is told by what is wrong with it', () => {
    expect(failureOf(failed('invalid', { file: ['wrong_template'] }))).toBe('wrong_template');
    expect(failureOf(failed('too_large'))).toBe('workbook_too_large');
    expect(failureOf(failed('busy'))).toBe('workbook_busy');
    expect(failureOf({ kind: 'offline', reason: 'unreachable' })).toBe('offline');
  });

  test('a passing trouble is told from a refusal of the file itself', () => {
    expect(['offline', 'workbook_busy'].map(mayPass)).toEqual([true, true]);
    expect(['workbook_unreadable', 'workbook_too_large', 'brand_new'].map(mayPass)).toEqual([false, false, false]);
  });

  test('rows that were taken since the check are told as rows', () => {
    const result = refusedResult({ total: 9, bad: 1, rows: [{ row: 4, problems: [phone] }] });
    expect(result).toMatchObject({ allowed: false, total: 9, bad: 1, imported: 0 });
    expect(linesOf(result.rows, false)).toHaveLength(1);
    expect(refusedResult({})).toMatchObject({ total: 0, rows: [] });
  });
});
