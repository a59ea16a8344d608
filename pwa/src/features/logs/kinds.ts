import type { LogKey } from '@/api/logs';
import { t, words } from '@/locales';

/** Every kind of event there is, by the module that records it; a test holds the list to the server's. */
export const eventKinds = {
  supervision: [
    'project.added', 'project.changed', 'project.deleted', 'project.imported', 'project.approved', 'project.rearranged', 'project.recalled',
    'document.announced', 'document.stored', 'document.bytes_removed', 'document.deleted',
    'assignment.designated', 'assignment.regenerated', 'assignment.code_used', 'assignment.code_wiped', 'assignment.replaced', 'assignment.corrected',
    'commitment_text.issued', 'commitment.signed', 'commitment.stored', 'commitment.drawing_removed', 'lecturer.added', 'lecturer.removed', 'lecturer.refused',
    'capture.named', 'capture.stored', 'capture.refused', 'capture.handed_in', 'capture.inspected', 'capture.ruled', 'capture.bytes_removed', 'project.bundled', 'projects.exported', 'project.recounted',
    'slot.reminded', 'slot.chain_judged', 'project.rated', 'rating.overtaken', 'publication.made', 'publication.withdrawn',
  ],
  flows: ['case.submitted', 'case.decided', 'case.undone', 'case.reopened', 'case.recalled', 'case.handed_over'],
  identity: [
    'login.opened', 'login.refused', 'login.ended', 'code.asked', 'device.registered', 'device.revoked', 'value.revealed',
    'person.added', 'person.changed', 'person.confirmed', 'person.disabled', 'person.enabled', 'person.erased', 'person.email_changed', 'person.phone_changed',
    'phone_change.asked', 'phone_change.ended', 'consent.given', 'consent.refused',
  ],
  organisations: [
    'organisation.added', 'organisation.changed', 'organisation.moved', 'organisation.closed', 'organisation.reopened', 'organisations.imported',
    'people.imported', 'membership.added', 'membership.ended',
  ],
  files: ['blob.stored', 'file.downloaded', 'file.previewed'],
  notifications: ['delivery.queued', 'delivery.tried', 'notification.read', 'notification.preferences_changed'],
  operations: ['retention.removed', 'hold.placed', 'hold.released'],
  audit: ['key.rotated', 'values.resealed', 'values.erased'],
} as const;

type Module = keyof typeof eventKinds;
export type KindOption = { value: string; label: string };
export type KindGroup = { label: string; options: readonly KindOption[] };

const few = {
  login: ['ok', 'refused', 'paused', 'to_choose', 'to_confirm', 'identity_wrong'],
  'login-code': ['issued', 'reissued', 'used', 'replaced', 'refused'],
  capture: ['in_time', 'offline', 'unproven', 'refused'],
  file: ['uploaded', 'downloaded', 'previewed', 'deleted'],
} as const;

const areas = { login: 'result', 'login-code': 'code', capture: 'capture', file: 'file' } as const;

/** What a log can be narrowed to by kind or result; none where all its rows are of one. */
export function kindsOf(log: LogKey): readonly KindGroup[] {
  if (log === 'operation') return (Object.keys(eventKinds) as Module[]).map(moduleGroup);
  if (log === 'reveal') return [];
  return [{ label: '', options: few[log].map((value) => ({ value, label: words(`logs.${areas[log]}.${value}`) ?? '' })) }];
}

/** A whole module is a kind that ends with a dot. */
function moduleGroup(module: Module): KindGroup {
  const label = t(`events.module.${module}`);
  const all = { value: `${module}.`, label: t('logs.filter.module.all', { module: label }) };
  return { label, options: [all, ...eventKinds[module].map((kind) => ({ value: kind, label: t(`events.kind.${kind}`) }))] };
}

export function kindLabel(log: LogKey, kind: string): string | null {
  return kindsOf(log).flatMap((group) => group.options).find((option) => option.value === kind)?.label ?? null;
}
