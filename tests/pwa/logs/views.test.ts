import { beforeAll, describe, expect, test } from 'vitest';
import type { CaptureLogRow, FileLogRow, OperationLogRow } from '@/api/logs';
import { captureView } from '@/features/logs/views/capture';
import { changesOf } from '@/features/logs/views/changes';
import { fileView } from '@/features/logs/views/file';
import { operationView } from '@/features/logs/views/operation';
import { clientWords } from '@/features/logs/views/view';
import { useWords } from '@/locales';
import { useZone } from '@/ui/format';

const project = { id: 'p1', no: '2026-03-01-112', name: '超声诊断新进展学习班' };
const at = Date.UTC(2026, 10, 21, 4);

beforeAll(async () => {
  useZone('Asia/Shanghai');
  await useWords(['common', 'events', 'inbox', 'logs']);
});

function operation(more: Partial<OperationLogRow>): OperationLogRow {
  const actor = { id: 'a1', name: '陈立' };
  const row = { id: 'e1', at, module: 'supervision', action: 'project.added', actor, role: 'cme_institution', record: 'r1' };
  return { ...row, address: '', organisation: null, project: null, person: null, data: {}, before: null, after: null, erasedAt: null, ...more };
}

const refused: CaptureLogRow = {
  id: 'c1', project: null, date: null, half: null, item: null, person: { id: 'a1', name: '林晓' }, arrivedAt: at, verdict: 'refused', code: 'bad_signature',
  manifestSha256: 'a'.repeat(64), device: null, camera: null, takenFrom: null, takenUntil: null, takenAt: null, bytesAt: null, position: null, noPosition: null,
  distanceM: null, sha256: null,
};

describe('an operation', () => {
  test('is told in words, with what says most', () => {
    const row = operation({ module: 'flows', action: 'case.decided', data: { flow: 'filing', verdict: 'return', before: 'in_review', after: 'returned', round: 1 } });
    expect(operationView.cell(row, 'what')).toMatchObject({ text: '作出审核决定', sub: '项目报备 · 退回修改' });
    expect(operationView.facts(row)).toContainEqual({ label: '之后状态', text: '已退回' });
  });

  test('a lecturer change that was not taken in says which and why', () => {
    const row = operation({ action: 'lecturer.refused', data: { change: 'remove', code: 'changed_after_close', slot_id: null } });
    expect(operationView.cell(row, 'what')).toMatchObject({ text: '没有收下主讲人登记', sub: '移除 · 登记作于半天关闭之后' });
  });

  test('shows neither references nor codes that have no words', () => {
    const row = operation({ action: 'brand.new', module: 'brand', data: { slot_id: '0199f6a0-0000-7000-8000-00000000000c', verdict: 'brand_new', odd: 'x' } });
    expect(operationView.cell(row, 'what')).toEqual({ text: '其他操作', sub: null });
    const said = JSON.stringify(operationView.facts(row));
    for (const raw of ['0199f6a0', 'brand', 'odd']) expect(said).not.toContain(raw);
  });

  test('nobody is the system, and whoever acts on themselves is told once', () => {
    expect(operationView.cell(operation({ actor: null, role: '' }), 'who')).toMatchObject({ text: '系统', sub: null });
    const own = operation({ person: { id: 'a1', name: '陈立' } });
    expect(operationView.cell(own, 'about')).toBeNull();
    expect(operationView.cell({ ...own, project }, 'about')).toMatchObject({ text: project.name, thing: { key: 'project', id: 'p1' } });
  });
});

describe('changes', () => {
  test('a document counts as its fields; lists by how many there are', () => {
    const before = { document: { place: '一层', speakers: [1, 2], credits: '5', discipline: '0301' } };
    const after = { document: { place: '三层 301', speakers: [1, 2, 3], credits: '5', discipline: '0302' } };
    expect(changesOf(before, after)).toEqual([
      { label: '举办地点', before: '一层', after: '三层 301' },
      { label: '主讲人', before: '2 项', after: '3 项' },
      { label: '学科', before: null, after: '有改动' },
    ]);
  });

  test('what is new has no before, and unknown values keep their codes to themselves', () => {
    expect(changesOf(null, { name: '罗兰', phone: '137****2222', kind: 'institution' })).toEqual([
      { label: '名称', before: null, after: '罗兰' },
      { label: '手机号', before: null, after: '137****2222' },
      { label: '类别', before: null, after: '有改动' },
    ]);
    expect(changesOf(null, null)).toEqual([]);
  });
});

describe('a photo', () => {
  test('that was refused says why, and claims nothing', () => {
    expect(captureView.cell(refused, 'result')).toEqual({ text: '没有收下', sub: '设备签名不符', tone: 'look' });
    expect(captureView.columns.map((column) => captureView.cell(refused, column)?.text ?? null)).toEqual([
      '没有收下', null, null, '林晓', null, null, null, 'aaaaaaaaaaaa…',
    ]);
  });

  test('that was taken in says when, where and with which phone', () => {
    const row: CaptureLogRow = {
      ...refused, project, date: '2026-11-21', half: 'pm', item: 'venue', verdict: 'in_time', code: null, device: { keyId: 'k', label: '' }, camera: 'frame',
      takenFrom: at, takenUntil: at + 2000, takenAt: at + 1000, bytesAt: at + 5000, distanceM: 42, sha256: 'b'.repeat(64),
      position: { latE7: 399811300, lonE7: 1163553822, accuracyM: 8, ageMs: 0 },
    };
    expect(captureView.cell(row, 'slot')).toEqual({ text: '11-21 下午 · 举办地点' });
    expect(captureView.cell(row, 'place')).toEqual({ text: '距会场 42 m', sub: '误差 8 m' });
    expect(captureView.facts(row)).toContainEqual({ label: '经纬度', text: '39.981130, 116.355382' });
  });
});

test('a file is told by its name, a photo by its half-day', () => {
  const row: FileLogRow = {
    id: 'f1', at, action: 'downloaded', actor: null, role: '', record: 'r', project, sha256: null, size: null, variant: 'original', reason: null,
    address: '',
    file: { kind: 'notice', name: '通知.pdf', item: null, date: null, half: null },
  };
  expect(fileView.cell(row, 'file')).toEqual({ text: '通知.pdf', sub: '通知公告' });
  expect(fileView.cell({ ...row, file: { kind: 'photo', name: null, item: 'room', date: '2026-11-21', half: 'am' } }, 'file')).toEqual({ text: '照片', sub: '11-21 上午 · 现场照片' });
  const gone: FileLogRow = { ...row, action: 'deleted', variant: null, reason: 'retention' };
  expect(fileView.cell(gone, 'what')).toEqual({ text: '删除', sub: '保存期满' });
  const workbook: FileLogRow = { ...row, variant: null, file: { ...row.file, kind: 'export', name: '2026-11-20 – 2026-11-21' } };
  expect(fileView.cell(workbook, 'file')).toEqual({ text: '2026-11-20 – 2026-11-21', sub: '督查情况表' });
});

test('browsers are told by what people know', () => {
  expect(clientWords('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605 Version/17 Mobile Safari/604')).toBe('iPhone · Safari');
  expect(clientWords('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/120 Safari/537 Edg/120')).toBe('Windows · Edge');
  expect(clientWords('a test')).toBe('a test');
});
