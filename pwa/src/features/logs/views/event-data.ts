import { t, words } from '@/locales';
import { sizeWords } from '@/ui/format';
import { refusalWords } from './capture';
import { wayWords } from './login';
import { moment, roleWords, type Fact } from './view';

type Data = Readonly<Record<string, unknown>>;

/** What says most of an event, in this order, in its line of the list. */
const telling = ['flow', 'notice', 'held', 'rule', 'verdict', 'rating', 'change', 'code', 'result', 'way', 'document', 'item', 'field', 'role', 'outcome', 'reason', 'reminder', 'fate'] as const;
const notInList = new Set(['ok', 'in_time', 'send']);
const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const aCode = /^([0-9a-f]{12}|[0-9a-f]{64}|[\w-]{20,24})$/;
/** Names that carry a public code of ours: a digest or the name of a key. */
const codes = new Set(['digest', 'sha256', 'file_sha256', 'index_sha256', 'manifest_sha256', 'key_id', 'kid', 'retired']);

export function tellingWords(data: Data): string | null {
  const found = telling.filter((name) => !notInList.has(String(data[name]))).map((name) => valueWords(name, data[name]));
  const said = [...new Set(found.filter((value) => value !== null))];
  return said.length === 0 ? null : said.join(' · ');
}

/** Everything an event says that people can read; what is only a reference is left out. */
export function dataFacts(data: Data): readonly (Fact | null)[] {
  return Object.entries(data).map(([name, value]) => {
    const label = words(`events.data.${name}`);
    const text = label === null ? null : valueWords(name, value);
    if (label === null || text === null) return null;
    return { label, text, ...(codes.has(name) ? { code: true } : {}) };
  });
}

export function valueWords(name: string, value: unknown): string | null {
  if (typeof value === 'boolean') return t(value ? 'logs.yes' : 'logs.no');
  if (typeof value === 'number') return numberWords(name, value);
  if (Array.isArray(value)) return value.map((one) => words(`events.field.${String(one)}`)).filter((one) => one !== null).join(t('common.comma')) || null;
  return typeof value === 'string' && value !== '' && !anId.test(value) ? textWords(name, value) : null;
}

function numberWords(name: string, value: number): string {
  if (name === 'size') return sizeWords(value);
  return name.startsWith('valid_') ? moment(value) : String(value);
}

function textWords(name: string, value: string): string | null {
  switch (name) {
    case 'rating':
      return words(`common.rating.${value}`);
    case 'item':
      return words(`common.item.${value}`);
    case 'role':
      return roleWords(value);
    case 'message':
      return words(`inbox.kind.${value}`);
    case 'code':
      return refusalWords(value);
    case 'field':
      return words(`logs.reveal.${value}`);
    case 'variant':
      return words(`logs.variant.${value}`);
    case 'result':
      return words(`logs.result.${value}`);
    case 'way':
      return words(`events.value.${value}`) ?? wayWords(value);
    case 'purpose':
      return words(`logs.purpose.${value}`) ?? words(`events.value.${value}`);
    default:
      return codes.has(name) && aCode.test(value) ? value : words(`events.value.${value}`);
  }
}
