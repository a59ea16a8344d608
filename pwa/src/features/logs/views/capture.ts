import type { CaptureLogRow } from '@/api/logs';
import { t, words } from '@/locales';
import { exactTime, lengthWords, monthDay } from '@/ui/format';
import { codeFact, fact, moment, personCell, plain, projectCell, shortDigest, type Cell, type Fact, type LogView } from './view';

const tones = { in_time: 'done', offline: 'done', unproven: 'look', refused: 'look' } as const;
const e7 = 10_000_000;

export const refusalWords = (code: string | null): string => words(`logs.refusal.${code ?? 'other'}`) ?? t('logs.refusal.other');

/** `11-21 上午 · 举办地点` */
export function slotCell(row: Pick<CaptureLogRow, 'date' | 'half' | 'item'>): Cell | null {
  const half = row.date === null || row.half === null ? null : `${monthDay(row.date)} ${t(`common.${row.half}`)}`;
  const item = row.item === null ? null : t(`common.item.${row.item}`);
  return plain([half, item].filter((part) => part !== null).join(' · '));
}

function placeCell(row: CaptureLogRow): Cell | null {
  if (row.position === null) return row.noPosition === null ? null : { text: t(`logs.capture.no_position.${row.noPosition}`) };
  const accuracy = t('logs.capture.accuracy', { accuracy: lengthWords(row.position.accuracyM) });
  return row.distanceM === null ? { text: accuracy } : { text: t('logs.capture.far', { distance: lengthWords(row.distanceM) }), sub: accuracy };
}

function takenCell(row: CaptureLogRow): Cell | null {
  return row.takenAt === null ? null : { text: moment(row.takenAt) };
}

function bracket(row: CaptureLogRow): Fact | null {
  if (row.takenFrom === null || row.takenUntil === null || row.takenAt === null) return null;
  const between = t('logs.capture.between', { from: moment(row.takenFrom), until: moment(row.takenUntil) });
  return { label: t('logs.column.taken'), text: `${between} · ${t('logs.capture.estimate', { time: exactTime(row.takenAt) })}` };
}

function result(row: CaptureLogRow): Cell {
  const sub = row.verdict === 'refused' ? refusalWords(row.code) : row.bytesAt === null ? t('logs.capture.awaiting') : null;
  return { text: t(`logs.capture.${row.verdict}`), sub, tone: tones[row.verdict] };
}

function positionFact(row: CaptureLogRow): Fact | null {
  if (row.position === null) return null;
  const { latE7, lonE7 } = row.position;
  return { label: t('logs.capture.position'), text: `${(latE7 / e7).toFixed(6)}, ${(lonE7 / e7).toFixed(6)}` };
}

export const captureView: LogView<CaptureLogRow> = {
  at: (row) => row.arrivedAt,
  columns: ['result', 'slot', 'project', 'lead', 'taken', 'place', 'device', 'digest'],
  cell(row, column) {
    if (column === 'result') return result(row);
    if (column === 'slot') return slotCell(row);
    if (column === 'project') return projectCell(row.project);
    if (column === 'lead') return personCell(row.person);
    if (column === 'taken') return takenCell(row);
    if (column === 'place') return placeCell(row);
    if (column === 'device') return row.device === null ? null : plain(row.device.label === '' ? shortDigest(row.device.keyId) : row.device.label);
    return column === 'digest' ? plain(shortDigest(row.sha256 ?? row.manifestSha256)) : null;
  },
  facts: (row) => [
    fact('result', result(row)),
    fact('project', projectCell(row.project)),
    fact('slot', slotCell(row)),
    fact('lead', personCell(row.person)),
    bracket(row),
    { label: t('logs.capture.arrived'), text: moment(row.arrivedAt) },
    row.bytesAt === null ? null : { label: t('logs.capture.bytes'), text: moment(row.bytesAt) },
    fact('place', placeCell(row)),
    positionFact(row),
    row.camera === null ? null : { label: t('logs.capture.camera'), text: t(`logs.capture.camera.${row.camera}`) },
    row.device === null ? null : fact('device', plain(row.device.label)),
    codeFact(t('logs.capture.key'), row.device?.keyId ?? null),
    codeFact(t('logs.capture.photo'), row.sha256),
    codeFact(t('logs.capture.manifest'), row.manifestSha256),
  ],
};
