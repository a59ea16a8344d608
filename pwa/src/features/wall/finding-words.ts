import type { Finding } from '@/api/wall-types';
import { t, words, wordsIfFilled } from '@/locales';
import type { Params } from '@/locales/fill-in';
import { durationWords, lengthWords } from '@/ui/format';

export type FindingWords = { title: string; text: string | null };

/** What a finding says, with its numbers where they came along, in plain words where not. */
export function findingWords(finding: Finding): FindingWords {
  const key = `wall.finding.${finding.code}`;
  const params = readable(finding.data);
  const said = [wordsIfFilled(`${key}.text`, params), wordsIfFilled(`${key}.more`, params)].filter((part) => part !== null);
  return {
    title: words(key) ?? t('wall.finding.other', { code: finding.code }),
    text: said.length > 0 ? said.join(' ') : words(`${key}.plain`),
  };
}

/** Numbers in units that people read: the end of the name tells metres (`…M`) from milliseconds (`…Ms`). */
function readable(data: Finding['data']): Params {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(data)) {
    if (typeof value !== 'number') continue;
    params[name] = name.endsWith('Ms') ? durationWords(value) : name.endsWith('M') ? lengthWords(value) : value;
  }
  return params;
}
