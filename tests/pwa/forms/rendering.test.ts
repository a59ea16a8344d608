import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Field, Values } from '@/forms/definition';
import { useWords } from '@/locales';
import DocumentView from '@/ui/form/DocumentView.vue';
import FormFields from '@/ui/form/FormFields.vue';
import { aDefinition, label, someFields } from './builders';

/** A kind that only a newer server knows. */
const galaxy = { key: 'galaxy', label: label('星系'), section: 'one', kind: 'galaxy' } as unknown as Field;
const documents = { key: 'notice', label: label('通知'), section: 'two', kind: 'files', extensions: ['pdf'], maxMb: 10, minFiles: 0, maxFiles: 2 } as const;
const definition = aDefinition([...someFields(), galaxy, documents]);
const filled: Values = {
  name: '学习班', level: 'a', galaxy: '远方', from: '2026-12-01', until: '2026-12-02', phone: '13800000000',
  speakers: [{ id: '1', name: '李明', date: '2026-12-01' }, { id: '2', name: '赵强' }],
  notice: [{ sha256: 'f'.repeat(64), name: '通知.pdf', size: 1_400_000 }],
};

function render(component: Parameters<typeof createSSRApp>[0], props: Record<string, unknown>): Promise<string> {
  return renderToString(createSSRApp(component, props));
}

beforeAll(() => useWords(['common', 'errors', 'fields', 'forms', 'refusals']));
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
});

describe('a form', () => {
  test('names every field, and tells errors under them to everybody', async () => {
    const html = await render(FormFields, { definition, modelValue: filled, errors: { phone: ['bad_phone'], 'speakers.1.date': ['required'] } });
    expect(html).toContain('第一部分');
    expect(html).toMatch(/<label id="field-name-label" for="field-name"/);
    expect(html).toMatch(/<input id="field-phone"[^>]*aria-invalid="true"[^>]*aria-describedby="field-phone-wrong"/);
    expect(html).toMatch(/id="field-phone-wrong"[^>]*>电话号码不正确</);
    expect(html).toMatch(/id="field-speakers-1-date-wrong"/);
    expect(html).not.toMatch(/id="field-name-wrong"/);
  });

  test('a calendar in a row offers the days of the period', async () => {
    const html = await render(FormFields, { definition, modelValue: filled });
    expect(html).toMatch(/<input id="field-speakers-0-date"[^>]*min="2026-12-01" max="2026-12-02"/);
  });

  test('an unknown kind is shown and says why it is not asked', async () => {
    const html = await render(FormFields, { definition, modelValue: filled });
    expect(html).toMatch(/<output id="field-galaxy"[^>]*>远方</);
  });

  test('what a reviewer pointed at is marked', async () => {
    const html = await render(FormFields, { definition, modelValue: filled, pointsAt: ['speakers.1'] });
    expect(html.match(/退回时指出/g)).toHaveLength(1);
    expect(html).toMatch(/<tr class="pointed">/);
  });
});

describe('a document to be read', () => {
  const props = { definition, document: filled, names: {}, files: [], projectId: 'p-1' };

  test('says everything in words, rows as a table', async () => {
    const html = await render(DocumentView, props);
    for (const words of ['学习班', '选项a', '远方', '13800000000', '李明', '1.4 MB']) expect(html).toContain(words);
    expect(html).toContain('<th scope="col">姓名</th>');
    expect(html).not.toContain('<th scope="col">题目</th>');
  });

  test('says what is missing, and which file has not arrived', async () => {
    const html = await render(DocumentView, { ...props, document: { ...filled, name: undefined } });
    expect(html).toContain('未填写');
    expect(html).toContain('还没有上传完');
  });

  test('marks what changed, with what stood there', async () => {
    const html = await render(DocumentView, { ...props, changed: ['name', 'speakers.1'], was: { name: '培训班' } });
    expect(html.match(/有改动/g)).toHaveLength(2);
    expect(html).toContain('原为：培训班');
    expect(html.match(/<td class="changed">/g)).toHaveLength(2);
  });
});
