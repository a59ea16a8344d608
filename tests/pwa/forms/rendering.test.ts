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

beforeAll(() => useWords(['common', 'errors', 'fields', 'forms', 'refusals', 'reveal']));
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

  test('a field that is only shown needs no answer, so it has no star', async () => {
    const unit = { key: 'unit', label: label('单位'), section: 'one', kind: 'organisation', required: true } as const;
    const own = aDefinition([...someFields(), unit]);
    const html = await render(FormFields, { definition: own, modelValue: { ...filled, unit: 'u-1' }, names: { 'u-1': '第一医院' }, organisations: null });
    const box = /<label id="field-unit-label".*?<\/label>/s.exec(html)?.[0];
    expect(box).toContain('单位');
    expect(box).not.toContain('*');
    expect(html).toContain('第一医院');
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
    for (const words of ['学习班', '选项a', '远方', '138****0000', '李明', '1.4 MB']) expect(html).toContain(words);
    expect(html).toContain('<th scope="col">姓名</th>');
    expect(html).not.toContain('<th scope="col">题目</th>');
    expect(html).not.toContain('13800000000');
    expect(html).not.toContain('查看');
  });

  test('offers to see a masked number whole where it can be asked for', async () => {
    const html = await render(DocumentView, { ...props, reveal: () => Promise.resolve({ kind: 'offline', reason: 'timeout' }) });
    expect(html).toContain('138****0000');
    expect(html).toMatch(/<button[^>]*aria-label="查看完整的电话"/);
  });

  test('says nothing of files that are not known', async () => {
    const html = await render(DocumentView, { ...props, files: null });
    expect(html).toContain('通知.pdf');
    expect(html).not.toContain('还没有上传完');
  });

  test('says what is missing, and which file has not arrived', async () => {
    const html = await render(DocumentView, { ...props, document: { ...filled, name: undefined } });
    expect(html).toContain('未填写');
    expect(html).toContain('还没有上传完');
  });

  test('tells which file was removed after its time, and does not link it', async () => {
    const row = { id: 'd-1', sha256: 'f'.repeat(64), state: 'removed' };
    const html = await render(DocumentView, { ...props, files: [row] });
    expect(html).toContain('已到保存期限，已删除');
    expect(html).not.toContain('<a ');
    expect(await render(DocumentView, { ...props, files: [{ ...row, state: 'stored' }] })).toContain('href="/api/projects/p-1/documents/d-1"');
  });

  test('offers every field and row to be picked while something is pointed at, and only then', async () => {
    expect(await render(DocumentView, props)).not.toContain('aria-pressed');
    const html = await render(DocumentView, { ...props, picked: ['name', 'speakers.1'] });
    expect(html).toMatch(/aria-pressed="true" aria-label="指出：名称"/);
    expect(html).toMatch(/aria-pressed="false" aria-label="指出：主讲人 1"/);
    expect(html).toMatch(/aria-pressed="true" aria-label="指出：主讲人 2"/);
    expect(html.match(/aria-pressed="true"/g)).toHaveLength(2);
  });

  test('shows the first rows of a long list on a phone, and all of them where one is marked', async () => {
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
    const speakers = Array.from({ length: 18 }, (_none, place) => ({ id: String(place), name: `讲者${place + 1}` }));
    const long = { ...props, document: { ...filled, speakers } };
    const html = await render(DocumentView, long);
    expect(html).toContain('讲者4');
    expect(html).not.toContain('讲者5');
    expect(html).toMatch(/<button[^>]*>显示全部 18 行<\/button>/);
    const marked = await render(DocumentView, { ...long, changed: ['speakers.11'] });
    expect(marked).toContain('讲者18');
    expect(marked).not.toContain('显示全部');
  });

  test('marks what changed, with what stood there', async () => {
    const html = await render(DocumentView, { ...props, changed: ['name', 'speakers.1'], was: { name: '培训班' } });
    expect(html.match(/有改动/g)).toHaveLength(2);
    expect(html).toContain('原为：培训班');
    expect(html.match(/<td class="changed">/g)).toHaveLength(2);
  });
});
