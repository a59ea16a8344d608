import type { Notification } from '@/api/types';
import { t, words } from '@/locales';
import { clockTime, dayWords } from '@/ui/format';

export type MessageWords = { title: string; text: string };

/** What a message says. A kind that this version of the app does not know yet is still told. */
export function messageWords(message: Pick<Notification, 'kind' | 'params'>): MessageWords {
  const { kind } = message;
  const title = words(`inbox.kind.${kind}`);
  if (title === null) return { title: t('inbox.unknown'), text: t('inbox.unknown.text', { kind }) };
  return { title, text: words(`inbox.kind.${kind}.text`, readable(message.params)) ?? '' };
}

function readable(params: Notification['params']): Record<string, string | number> {
  const { date, half, closesAt, rating } = params;
  return {
    ...params,
    ...(typeof date === 'string' ? { date: dayWords(date) } : {}),
    ...(half === 'am' || half === 'pm' ? { half: t(`common.${half}`) } : {}),
    ...(typeof closesAt === 'number' ? { closesAt: clockTime(closesAt) } : {}),
    ...(typeof rating === 'string' ? { rating: words(`common.rating.${rating}`) ?? '' } : {}),
  };
}
