import type { Assignment, CaptureSummary, Slot } from '@/api/onsite-types';
import type { Lecturer } from '@/api/types';
import type { CaptureRecord, LecturerRecord } from '@/queue';

export const hour = 3_600_000;
export const morning = Date.UTC(2026, 10, 21, 6);

export function aLecturer(row: string, change: Partial<Lecturer> = {}): Lecturer {
  return { row, name: row, unit: '', title: '', topic: '', order: 0, added: false, removed: null, ...change };
}

export function aSlot(change: Partial<Slot> = {}): Slot {
  return {
    id: 's1',
    version: 1,
    date: '2026-11-21',
    half: 'am',
    opensAt: morning,
    closesAt: morning + 7 * hour,
    lateUntil: morning + 79 * hour,
    state: 'open',
    progress: { done: 0, total: 4 },
    lecturers: [aLecturer('r1')],
    captures: [],
    ...change,
  };
}

export function anAssignment(slots: readonly Slot[], id = 'a1'): Assignment {
  return {
    id,
    project: {
      id: 'p1',
      no: '1',
      name: '学习班',
      organiser: '医院',
      place: '会议中心',
      plannedStart: '2026-11-20',
      plannedEnd: '2026-11-22',
      indoor: false,
    },
    commitment: { textVersion: 1, text: '', textSha256: '', signedAt: 1 },
    documents: [],
    venues: [],
    slots,
  };
}

export function aCapture(change: Partial<CaptureRecord> = {}): CaptureRecord {
  return {
    id: 'c1',
    personId: 'li',
    assignmentId: 'a1',
    slotId: 's1',
    item: { kind: 'venue', row: null, name: null },
    manifest: new ArrayBuffer(0),
    manifestSha256: '',
    signature: '',
    keyId: 'k',
    sha256: '',
    size: 1,
    number: 0,
    takenAt: morning + hour,
    position: null,
    noPosition: null,
    state: 'local',
    code: null,
    sendingAt: null,
    receipt: null,
    ...change,
  };
}

export function aSummary(change: Partial<CaptureSummary> = {}): CaptureSummary {
  return {
    id: 'c1',
    item: { kind: 'venue', row: null },
    state: 'stored',
    takenAt: morning + hour,
    verdict: 'in_time',
    current: true,
    counts: true,
    whyNot: null,
    ...change,
  };
}

export function aChange(kind: 'add' | 'remove', row: string, change: Partial<LecturerRecord> = {}): LecturerRecord {
  return {
    id: `${kind}-${row}`,
    personId: 'li',
    number: 0,
    state: 'local',
    code: null,
    fact: {
      id: `${kind}-${row}`,
      slotId: 's1',
      kind,
      row,
      name: row,
      unit: '',
      title: '',
      topic: '',
      reason: kind === 'remove' ? 'absent' : null,
      wall: morning,
    },
    ...change,
  };
}
