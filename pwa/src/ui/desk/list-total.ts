import type { Total } from '@/api/page';
import { t } from '@/locales';

/** Pure: `共 1,204 条`, or `共 1,000+ 条`. */
export function totalWords({ n, more }: Total): string {
  if (more) return t('common.list.total.more', { n: n.toLocaleString('en') });
  return t('common.list.total', { n: n < 1000 ? n : n.toLocaleString('en') });
}
