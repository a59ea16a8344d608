import type { Against, Hold } from '@/api/keeping';
import { t, words } from '@/locales';

const year = 365;

/** `永久保存`, `180 天`, `1825 天 · 约 5 年`. */
export function keptWords(days: number): string {
  if (days === 0) return t('retention.ever');
  return days < year ? t('retention.days', { n: days }) : t('retention.years', { n: days, years: Math.round(days / year) });
}

/** What is under a hold, by its name. */
export function heldWords({ held, subject }: Hold): string {
  return subject.name || t(`retention.gone.${held}`);
}

/** Why somebody cannot be erased now, and what to do about it; `role` is in words. */
export function againstWords({ code, about }: Against, role: string): { what: string; todo: string } {
  const key = words(`retention.against.${code}`, { ...about, role }) === null ? 'other' : code;
  return { what: words(`retention.against.${key}`, { ...about, role }) ?? '', todo: words(`retention.against.${key}.do`) ?? '' };
}
