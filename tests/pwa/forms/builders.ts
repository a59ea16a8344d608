import type { Definition, Entry, Field } from '@/forms/definition';

export const label = (text: string): { zh: string; en: string } => ({ zh: text, en: `${text} (en)` });

export function anEntry(code: string, changes: Partial<Entry> = {}): Entry {
  return { code, label: label(`选项${code}`), parent: null, order: 0, active: true, validFrom: null, validTo: null, ...changes };
}

/** A small form with a list, as the filing's. */
export function aDefinition(fields: readonly Field[] = someFields()): Definition {
  return {
    form: {
      key: 'trial',
      title: label('试填'),
      sections: [{ key: 'one', title: label('第一部分') }, { key: 'two', title: label('第二部分') }],
      fields,
      checks: [
        { check: 'order', start: 'from', end: 'until' },
        { check: 'period', within: 'speakers', field: 'date', start: 'from', end: 'until' },
      ],
    },
    lists: [{ key: 'LEVEL', title: label('级别'), entries: [anEntry('b', { order: 2 }), anEntry('a', { order: 1 }), anEntry('old', { active: false })] }],
  };
}

export function someFields(): readonly Field[] {
  const text = { kind: 'text', minLength: 0, maxLength: 10 } as const;
  return [
    { key: 'name', label: label('名称'), section: 'one', required: true, ...text },
    { key: 'level', label: label('级别'), section: 'one', kind: 'choice', codeList: 'LEVEL', choices: [] },
    { key: 'from', label: label('开始'), section: 'two', kind: 'date', past: false },
    { key: 'until', label: label('结束'), section: 'two', kind: 'date', past: false },
    {
      key: 'speakers', label: label('主讲人'), section: 'two', kind: 'list', minRows: 0, maxRows: 3,
      fields: [
        { key: 'name', label: label('姓名'), required: true, ...text },
        { key: 'date', label: label('日期'), kind: 'date', past: false },
        { key: 'topic', label: label('题目'), ...text },
      ],
    },
    { key: 'phone', label: label('电话'), section: 'one', kind: 'phone', mobile: false },
  ];
}
