import { beforeAll, describe, expect, test } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Lead } from '@/api/lead-types';
import LeadForm from '@/features/projects/LeadForm.vue';
import { useWords } from '@/locales';

const lead: Lead = {
  id: 'l1', name: '唐宁', phoneMasked: '139****0015', unit: '第一医院', generation: 1, activeFrom: 0, endedAt: null, committedAt: 1, commitmentId: 'c1', corrections: [],
};

beforeAll(() => useWords(['common', 'projects']));

function render(props: Record<string, unknown>): Promise<string> {
  return renderToString(createSSRApp(LeadForm, { busy: false, refusal: null, ...props }));
}

describe('the form of a lead', () => {
  test('a first one is named by phone, and there is nothing to go back to', async () => {
    const html = await render({});
    expect(html).toContain('指定并生成登录码');
    expect(html).toMatch(/<input[^>]*name="lead-phone"/);
    expect(html).not.toContain('取消');
  });

  test('another one takes the place: asked for anew, or left alone', async () => {
    const html = await render({ replacing: true });
    expect(html).toContain('更换并生成登录码');
    expect(html).toMatch(/<input[^>]*name="lead-phone"/);
    expect(html).toContain('取消');
  });

  test('a correction starts from what stands, keeps the phone, and tells what the signed letter still says', async () => {
    const html = await render({ corrected: lead });
    expect(html).toMatch(/<input[^>]*value="唐宁"/);
    expect(html).toMatch(/<input[^>]*value="第一医院"/);
    expect(html).not.toContain('lead-phone');
    expect(html).toContain('承诺书上仍是签署时的姓名');
    expect(await render({ corrected: { ...lead, committedAt: null } })).not.toContain('承诺书');
  });
});
