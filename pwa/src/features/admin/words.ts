import type { Membership } from '@/api/admin-types';
import { t } from '@/locales';

/** `2026-11-21 起`, `2026-11-21 至 2027-01-31`, or that it was called off before it began. */
export function spanWords({ from, until }: Pick<Membership, 'from' | 'until'>): string {
  if (until === null) return t('admin.role.since', { from });
  return until < from ? t('admin.role.never', { from }) : t('common.range', { from, until });
}
