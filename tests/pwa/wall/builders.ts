import type { Lecturer, ProjectRow } from '@/api/types';
import type { CaptureDetail, Feedback, FeedbackSlot } from '@/api/wall-types';

/** 2026-11-21, at the given time in the zone of the tests. */
export function at(hour: number, minute = 0, second = 0, day = 21): number {
  return Date.UTC(2026, 10, day, hour - 8, minute, second);
}

export function aCapture(change: Partial<CaptureDetail> = {}): CaptureDetail {
  return {
    id: 'c1',
    item: { kind: 'venue', row: null },
    state: 'stored',
    by: '林晓',
    inspected: true,
    verdict: 'in_time',
    takenFrom: at(9, 1, 58),
    takenUntil: at(9, 2, 11),
    takenAt: at(9, 2, 7),
    arrivedAt: at(9, 2, 11),
    bytesAt: at(9, 2, 16),
    bytesRemovedAt: null,
    position: { latE7: 399_811_200, lonE7: 1_163_553_700, accuracyM: 12, ageMs: 900 },
    noPosition: null,
    distanceM: 18,
    venue: '报告厅',
    findings: [],
    current: true,
    counts: true,
    ruling: null,
    earlierRulings: [],
    ...change,
  };
}

export function aLecturer(order: number, change: Partial<Lecturer> = {}): Lecturer {
  return { row: `l${order}`, name: `讲者${order}`, unit: '', title: '', topic: '', order, added: false, removed: null, ...change };
}

export function aSlot(id: string, change: Partial<FeedbackSlot> = {}): FeedbackSlot {
  return {
    id,
    date: '2026-11-21',
    half: 'am',
    state: 'open',
    cancelled: false,
    opensAt: at(6),
    closesAt: at(13),
    lateUntil: at(13, 0, 0, 24),
    submittedAt: null,
    submittedBy: null,
    lecturers: [],
    captures: [],
    ...change,
  };
}

export function aFeedback(slots: readonly FeedbackSlot[]): Feedback {
  return {
    project: {
      id: 'p1',
      no: '2026-03-01-112',
      name: '超声诊断新进展学习班',
      organiser: '市第一医院',
      place: '报告厅',
      plannedStart: '2026-11-20',
      plannedEnd: '2026-11-22',
      indoor: false,
      filing: 'approved',
      venues: [{ name: '报告厅', latE7: 399_811_200, lonE7: 1_163_553_700, radiusM: 200 }],
    },
    summary: { due: 2, complete: 1, rate: 50 },
    lead: null,
    slots,
  };
}

export function aProject(change: Partial<ProjectRow> = {}): ProjectRow {
  return {
    id: 'p1',
    no: '2026-03-01-112',
    name: '超声诊断新进展学习班',
    organiser: '市第一医院',
    plannedStart: '2026-11-20',
    plannedEnd: '2026-11-22',
    filing: 'approved',
    filedAt: at(9, 12, 0, 3),
    slots: { due: 3, complete: 3, total: 6 },
    items: { venue: 100, agendaBoard: 100, room: 100, lecturer: 100 },
    look: 0,
    missing: 0,
    ratingStale: false,
    led: true,
    firstAt: at(8),
    latestAt: at(10),
    rating: null,
    published: false,
    ...change,
  };
}
