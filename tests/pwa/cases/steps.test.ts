import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { useWords } from '@/locales';
import CaseSteps from '@/ui/case/CaseSteps.vue';
import { stepNodes, turnWords } from '@/ui/case/step-nodes';
import { aCase, anEntry, aStep, aWord, day, noon } from './builders';

beforeAll(() => useWords(['common', 'cases']));

const returned = aCase({
  state: 'returned',
  turn: 'applicant',
  stateLabel: { zh: '已退回', en: 'Returned' },
  timeline: [anEntry({ documentVersion: 1 }), aWord('return', { reason: '请补充' })],
  steps: [aStep({ state: 'returned', dueAt: null, decided: { verdict: 'return', by: aWord('return').by, at: noon - day, reason: '请补充', fields: [], form: null } })],
});

describe('the picture of steps', () => {
  test('who holds it, since when, until when, and the usual time', () => {
    const [sent, review, end] = stepNodes(aCase(), noon);
    expect(sent).toMatchObject({ mark: 'done', facts: ['陈立', '11-18 12:00'] });
    expect(review).toMatchObject({ mark: 'now', state: '办理中', late: '' });
    expect(review?.facts).toEqual(['海淀区卫生健康委员会', '11-18 12:00 起，已 3 天', '11-28 12:00 前办理', '通常需要 2 天']);
    expect(end).toMatchObject({ mark: 'later', label: '办结' });
  });

  test('what is overdue says so', () => {
    const [, review] = stepNodes(aCase({ steps: [aStep({ dueAt: noon - day })] }), noon);
    expect(review?.late).toBe('已超期 1 天');
    expect(review?.facts).not.toContain('已超期 1 天');
  });

  test('a returned case is with its applicant, since the return', () => {
    const [sent, review] = stepNodes(returned, noon);
    expect(sent).toMatchObject({ mark: 'now', state: '待修改', facts: ['海淀区第一医院', '11-20 12:00 起，已 1 天'] });
    expect(review).toMatchObject({ mark: 'back', facts: ['周敏 · 主管部门', '11-20 12:00'] });
  });

  test('what comes next, what needs nobody, what is over', () => {
    const steps = [aStep({ key: 'a', state: 'skipped', holder: null, dueAt: null }), aStep({ key: 'b', state: 'waiting', holder: null, next: true, dueAt: null })];
    expect(stepNodes(aCase({ steps }), noon).map((node) => node.state)).toEqual(['已提交', '无需审核', '下一步', '未开始']);
    const over = aCase({ state: 'rejected', turn: 'nobody', stateLabel: { zh: '未通过', en: 'Not approved' } });
    expect(stepNodes(over, noon).at(-1)).toMatchObject({ mark: 'refused', label: '未通过' });
  });

  test('one sentence tells who moves now', () => {
    expect(turnWords(aCase(), noon)).toBe('现在由海淀区卫生健康委员会办理，11-18 12:00 起，已 3 天。');
    expect(turnWords(returned, noon)).toBe('已退回，等待申请单位修改后重新提交。');
    const rejected = { ...returned, state: 'rejected' as const };
    expect(turnWords(rejected, noon)).toContain('未通过');
    expect(stepNodes(rejected, noon).at(-1)).toMatchObject({ mark: 'later', label: '办结' });
    const held = aStep({ holder: { role: 'platform_admin', organisation: null, person: null, standIn: true } });
    expect(turnWords(aCase({ steps: [held] }), noon)).toContain('平台管理员（代为办理）');
  });

  test('the present step is marked for screen readers', async () => {
    vi.useFakeTimers();
    const html = await renderToString(createSSRApp(CaseSteps, { case: aCase() }));
    vi.useRealTimers();
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
  });
});
