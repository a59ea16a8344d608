import { describe, expect, test } from 'vitest';
import type { CaptureSummary, WhyNot } from '@/api/onsite-types';
import { checklistOf, findItem, itemKey, nextItem, takenWith, type Checklist } from '@/features/onsite/checklist';
import { aCapture, aChange, aLecturer, aSlot, aSummary, hour, morning } from './builders';

const venue = (slot = aSlot(), captures = [aCapture()]): string =>
  checklistOf(slot, captures, []).items[0]?.state ?? 'none';

describe('the checklist', () => {
  test('asks for three fixed items and every lecturer', () => {
    const { items, total, taken, stored } = checklistOf(aSlot(), [], []);
    expect(items.map((item) => item.kind)).toEqual(['venue', 'agenda_board', 'room', 'lecturer']);
    expect([taken, stored, total]).toEqual([0, 0, 4]);
  });

  test('asks for a lecturer also while none is named', () => {
    const { items, total } = checklistOf(aSlot({ lecturers: [] }), [], []);
    expect(items[3]).toMatchObject({ kind: 'lecturer', row: null, lecturer: null });
    expect(total).toBe(4);
  });

  test('knows what this phone took and has not sent', () => {
    expect(venue()).toBe('local');
    expect(venue(aSlot(), [aCapture({ state: 'accepted' })])).toBe('accepted');
    expect(venue(aSlot(), [aCapture({ state: 'delivered' })])).toBe('accepted');
    expect(venue(aSlot(), [aCapture({ state: 'conflict', code: 'conflict' })])).toBe('refused');
  });

  test('believes this phone’s own receipt before an older list of the server', () => {
    const slot = aSlot({ captures: [aSummary({ state: 'awaiting_bytes' })] });
    expect(venue(slot, [aCapture({ state: 'stored' })])).toBe('stored');
  });

  test('shows what another phone took', () => {
    const { items } = checklistOf(aSlot({ captures: [aSummary()] }), [], []);
    expect(items[0]).toMatchObject({ state: 'stored', photo: { onThisPhone: false } });
  });

  test('calls safe on this phone only what this phone has', () => {
    const announced = [aSummary({ state: 'awaiting_bytes' })];
    const elsewhere = checklistOf(aSlot({ captures: announced }), [], []);
    expect([elsewhere.items[0]?.state, elsewhere.taken, elsewhere.here]).toEqual(['awaited', 1, 0]);
    const here = checklistOf(aSlot({ captures: announced }), [aCapture({ state: 'accepted' })], []);
    expect([here.items[0]?.state, here.taken, here.here]).toEqual(['accepted', 1, 1]);
  });

  test('goes by the newest photo that was not refused', () => {
    const older = aCapture({ id: 'c1', state: 'stored' });
    const newer = aCapture({ id: 'c2', state: 'local', takenAt: morning + 2 * hour });
    expect(checklistOf(aSlot(), [older, newer], []).items[0]?.photo?.id).toBe('c2');
    const refused = { ...newer, state: 'refused' as const, code: 'outside_slot' };
    expect(checklistOf(aSlot(), [older, refused], []).items[0]).toMatchObject({ state: 'stored', photo: { id: 'c1' } });
    expect(checklistOf(aSlot(), [refused], []).items[0]).toMatchObject({ state: 'refused', code: 'outside_slot' });
  });

  test('counts only what the server counts, once it has said so', () => {
    const stored = aCapture({ state: 'stored' });
    expect(checklistOf(aSlot(), [stored], [])).toMatchObject({ stored: 1, uncounted: 0 });
    const questioned = aSlot({ captures: [aSummary({ counts: false, whyNot: 'questioned' })] });
    const list = checklistOf(questioned, [stored], []);
    expect(list).toMatchObject({ stored: 0, uncounted: 1, taken: 0 });
    expect(list.items[0]).toMatchObject({ state: 'uncounted', whyNot: 'questioned', counted: false });
    expect(checklistOf(questioned, [], []).items[0]?.state).toBe('uncounted');
  });

  test('asks again for what only another photo can mend, and waits for the authority with the rest', () => {
    const because = (whyNot: WhyNot): Checklist =>
      checklistOf(aSlot({ captures: [aSummary({ counts: false, whyNot })] }), [], []);
    for (const whyNot of ['questioned', 'undecodable'] as const) expect(nextItem(because(whyNot))?.kind).toBe('venue');
    for (const whyNot of ['unproven', 'no_position', 'waiting'] as const) expect(nextItem(because(whyNot))?.kind).toBe('agenda_board');
  });

  test('a photo that counts is not taken away by a newer one that does not', () => {
    const older = aSummary({ id: 'c1' });
    const newer = aSummary({ id: 'c2', takenAt: morning + 2 * hour, counts: false, whyNot: 'questioned' });
    const list = checklistOf(aSlot({ captures: [older, newer] }), [], []);
    expect([list.items[0]?.state, list.items[0]?.photo?.id, list.stored]).toEqual(['stored', 'c1', 1]);
    const retaken = checklistOf(aSlot({ captures: [older] }), [aCapture({ id: 'c3', takenAt: morning + 3 * hour })], []);
    expect([retaken.items[0]?.state, retaken.stored, retaken.here]).toEqual(['local', 1, 1]);
  });

  test('a list kept by an older version of the app still reads', () => {
    const { id, item, state, takenAt, verdict, current } = aSummary();
    const old = { id, item, state, takenAt, verdict, current } as CaptureSummary;
    expect(venue(aSlot({ captures: [old] }), [])).toBe('stored');
  });

  test('keeps photos of other half-days apart', () => {
    expect(venue(aSlot(), [aCapture({ slotId: 's2' })])).toBe('missing');
  });
});

describe('lecturers', () => {
  test('added on this phone are asked for at once, also before the server knows', () => {
    const { items } = checklistOf(aSlot(), [], [aChange('add', 'r2')]);
    expect(items.map((item) => item.row)).toEqual([null, null, null, 'r1', 'r2']);
  });

  test('are not doubled once the server lists them', () => {
    const slot = aSlot({ lecturers: [aLecturer('r1'), aLecturer('r2', { order: 1 })] });
    expect(checklistOf(slot, [], [aChange('add', 'r2', { state: 'stored' })]).total).toBe(5);
  });

  test('removed are no longer asked for but stay visible with the reason', () => {
    const { items, removed, total } = checklistOf(aSlot(), [], [aChange('add', 'r2'), aChange('remove', 'r1')]);
    expect(items.map((item) => item.row)).not.toContain('r1');
    expect(removed).toMatchObject([{ lecturer: { row: 'r1' }, reason: 'absent' }]);
    expect(total).toBe(4);
  });

  test('whose change was refused are as the server says', () => {
    const { items } = checklistOf(aSlot(), [], [aChange('remove', 'r1', { state: 'refused' }), aChange('add', 'r2', { state: 'conflict' })]);
    expect(items.map((item) => item.row)).toEqual([null, null, null, 'r1']);
  });
});

describe('the next item', () => {
  test('is the first without a good photo', () => {
    const all = checklistOf(aSlot(), [aCapture()], []);
    expect(nextItem(all)?.kind).toBe('agenda_board');
    const refused = checklistOf(aSlot(), [aCapture({ state: 'refused', code: 'x' })], []);
    expect(nextItem(refused)?.kind).toBe('venue');
  });

  test('is not the one just taken, and none when all are there', () => {
    expect(nextItem(checklistOf(aSlot(), [], []), 'venue')?.kind).toBe('agenda_board');
    const kinds = ['venue', 'agenda_board', 'room'] as const;
    const captures = kinds.map((kind, index) => aCapture({ id: `c${index}`, item: { kind, row: null, name: null } }));
    const last = aCapture({ id: 'c9', item: { kind: 'lecturer', row: 'r1', name: 'r1' } });
    expect(nextItem(checklistOf(aSlot(), [...captures, last], []))).toBeNull();
  });

  test('counts the one just taken, also before the list shows it', () => {
    const none = checklistOf(aSlot(), [], []);
    expect([none.taken, takenWith(none, 'venue')]).toEqual([0, 1]);
    expect(takenWith(checklistOf(aSlot(), [aCapture()], []), 'venue')).toBe(1);
  });

  test('is found again by its address', () => {
    const all = checklistOf(aSlot(), [], []);
    for (const item of all.items) expect(findItem(all, itemKey(item))).toBe(item);
    expect(findItem(all, 'gone')).toBeNull();
  });
});
