import type { Assignment, Slot } from '@/api/onsite-types';

const hour = 3_600_000;

export function aSlot(id: string, change: Partial<Slot> = {}): Slot {
  const now = Date.now();
  return {
    id,
    version: 1,
    date: '2026-11-21',
    half: 'am',
    opensAt: now - hour,
    closesAt: now + hour,
    lateUntil: now + 73 * hour,
    state: 'open',
    progress: { done: 0, total: 4 },
    lecturers: [],
    captures: [],
    ...change,
  };
}

export function anAssignment(slots: readonly Slot[], change: Partial<Assignment> = {}): Assignment {
  return {
    id: 'a1',
    project: {
      id: 'p1',
      no: '2026-001',
      name: '超声诊断新进展学习班',
      organiser: '市医院',
      place: '会议中心',
      plannedStart: '2026-11-20',
      plannedEnd: '2026-11-22',
      indoor: false,
    },
    commitment: { textVersion: 1, text: '…', textSha256: 'ab', signedAt: null },
    documents: [],
    venues: [{ name: '会议中心', latE7: 399811200, lonE7: 1163553700, radiusM: 300 }],
    slots,
    ...change,
  };
}
