import type { LeadCorrection } from '@/api/lead-types';
import { t } from '@/locales';
import { dayAndTime } from '@/ui/format';

/** What a correction says: when, who, and what stood there before. */
export function correctionWords({ at, by, name, unit }: LeadCorrection): string {
  const before = [
    name === null ? null : t('projects.lead.corrected.name', { value: name }),
    unit === null ? null : t(unit === '' ? 'projects.lead.corrected.unit.none' : 'projects.lead.corrected.unit', { value: unit }),
  ].filter((part) => part !== null);
  const what = before.length === 0 ? t('projects.lead.corrected.erased') : before.join(t('projects.lead.corrected.and'));
  return t('projects.lead.corrected', { time: dayAndTime(at), by: by ?? '', what });
}
