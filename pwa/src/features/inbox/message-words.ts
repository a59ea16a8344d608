import type { Notification } from '@/api/inbox-types';
import { t, words } from '@/locales';
import { closingTime, dayWords } from '@/ui/format';

export type MessageWords = { title: string; text: string };

/** What a message says. A kind that this version of the app does not know yet is still told. */
export function messageWords(message: Pick<Notification, 'kind' | 'params'>): MessageWords {
  const { kind } = message;
  const title = words(`inbox.kind.${kind}`);
  if (title === null) return { title: t('inbox.unknown'), text: t('inbox.unknown.text', { kind }) };
  const text = words(`inbox.kind.${kind}.${shape(message)}`, readable(message.params));
  return { title, text: text ?? '' };
}

/** Some kinds say more when there is more to say. */
function shape({ kind, params }: Pick<Notification, 'kind' | 'params'>): 'text' | 'reason' | 'change' {
  if (kind === 'filing_decided' && typeof params.reason === 'string' && params.reason !== '') return 'reason';
  return kind === 'filing_submitted' && params.flow === 'filing_change' ? 'change' : 'text';
}

function readable(params: Notification['params']): Record<string, string | number> {
  const { date, half, closesAt, rating, verdict } = params;
  return {
    ...params,
    ...(typeof date === 'string' ? { date: dayWords(date) } : {}),
    ...(half === 'am' || half === 'pm' ? { half: t(`common.${half}`) } : {}),
    ...(typeof closesAt === 'number' ? { closesAt: closingTime(closesAt) } : {}),
    ...(typeof verdict === 'string' ? { verdict: words(`inbox.verdict.${verdict}`) ?? '' } : {}),
    ...(typeof rating === 'string' ? { rating: words(`common.rating.${rating}`) ?? '' } : {}),
  };
}
