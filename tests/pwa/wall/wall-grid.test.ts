import { describe, expect, test } from 'vitest';
import { cellKey, findCell, firstToSee, layOut } from '@/features/wall/wall-grid';
import { aCapture, aFeedback, aLecturer, aSlot, at } from './builders';

const standings = (slots: Parameters<typeof aFeedback>[0]): (string | null)[][] =>
  layOut(aFeedback(slots)).rows.map((row) => row.cells.map((cell) => cell?.standing ?? null));

describe('the wall', () => {
  test('has the fixed items and as many lecturers as the fullest half-day', () => {
    const wall = layOut(
      aFeedback([aSlot('s1', { lecturers: [aLecturer(0)] }), aSlot('s2', { lecturers: [aLecturer(0), aLecturer(1)] })]),
    );
    expect(wall.columns.map((column) => column.key)).toEqual(['venue', 'agenda_board', 'room', 'lecturer-1', 'lecturer-2']);
    expect(wall.rows[0]?.cells[4]).toBeNull();
    expect(wall.rows[1]?.cells[4]?.lecturer?.row).toBe('l1');
  });

  test('asks for nothing in a half-day that was cancelled', () => {
    const cancelled = aSlot('s1', { cancelled: true, lecturers: [aLecturer(0)], captures: [aCapture({ verdict: 'unproven' })] });
    expect(standings([cancelled])).toEqual([['look', 'cancelled', 'cancelled', 'cancelled']]);
  });

  test('puts lecturers in their order, not in that of the answer', () => {
    const wall = layOut(aFeedback([aSlot('s1', { lecturers: [aLecturer(2), aLecturer(1)] })]));
    expect(wall.rows[0]?.cells.slice(3).map((cell) => cell?.lecturer?.row)).toEqual(['l1', 'l2']);
  });

  test.each([
    ['open', 'open'],
    ['awaiting_upload', 'late'],
    ['partial', 'missing'],
    ['expired', 'missing'],
  ] as const)('an empty place of a half-day that is %s is %s', (state, gap) => {
    expect(standings([aSlot('s1', { state })])[0]?.[0]).toBe(gap);
  });

  test('a removed lecturer stays in view', () => {
    const removed = aLecturer(0, { removed: { reason: 'absent', at: at(11) } });
    expect(standings([aSlot('s1', { lecturers: [removed] })])[0]?.[3]).toBe('removed');
  });

  test('a half-day that has not begun has no places yet, unless something came early', () => {
    expect(standings([aSlot('s1', { state: 'not_started' })])).toEqual([[]]);
    expect(standings([aSlot('s1', { state: 'not_started', captures: [aCapture()] })])[0]?.[0]).toBe('clear');
  });

  test('the photo in force stands, superseded ones are kept newest first', () => {
    const captures = [
      aCapture({ id: 'first', current: false, takenAt: at(8) }),
      aCapture({ id: 'third', current: true, takenAt: at(9) }),
      aCapture({ id: 'second', current: false, takenAt: at(8, 30) }),
    ];
    const cell = layOut(aFeedback([aSlot('s1', { captures })])).rows[0]?.cells[0];
    expect(cell?.capture?.id).toBe('third');
    expect(cell?.earlier.map((one) => one.id)).toEqual(['second', 'first']);
  });

  test('a place keeps its name when the photo is taken again', () => {
    const wall = layOut(aFeedback([aSlot('s1', { lecturers: [aLecturer(0)] })]));
    expect(findCell(wall, 's1~venue')?.column.key).toBe('venue');
    expect(findCell(wall, cellKey('s1', { kind: 'lecturer', row: 'l0' }))?.lecturer?.row).toBe('l0');
    expect(findCell(wall, 's9~venue')).toBeNull();
    expect(findCell(wall, null)).toBeNull();
  });
});

describe('what to look at first', () => {
  const clear = aCapture({ id: 'clear', takenAt: at(10), item: { kind: 'room', row: null } });
  const odd = aCapture({ id: 'odd', takenAt: at(9), findings: [{ code: 'far', level: 'look', data: {}, other: null }] });

  test('is what asks for it', () => {
    expect(firstToSee(layOut(aFeedback([aSlot('s1', { captures: [clear, odd] })])))?.capture?.id).toBe('odd');
  });

  test('else the newest photo', () => {
    const older = aCapture({ id: 'older', takenAt: at(8) });
    expect(firstToSee(layOut(aFeedback([aSlot('s1', { captures: [older, clear] })])))?.capture?.id).toBe('clear');
  });

  test('is nothing where there is nothing', () => {
    expect(firstToSee(layOut(aFeedback([aSlot('s1')])))).toBeNull();
  });
});
