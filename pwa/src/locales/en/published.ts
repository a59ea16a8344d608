import type { Translation } from '../translation';
import type zh from '../zh/published';

export default {
  'title': 'Published results',
  'note': 'Results of supervision, newest first.',
  'none': 'No results published yet',
  'none.note': 'Tick rated projects in the list and publish them: they appear here.',
  'none.note.unit': 'They appear here once the authority publishes them.',
  'at': 'Published {time}',
  'version': 'publication {version}',
  'today': 'Today is {day}',
  'waiting': 'Waiting for you',
  'waiting.none': 'Nothing waits for you',
  'waiting.none.note': 'Missing photos, filings sent back and unread messages appear here.',
  'running': 'Running today',
  'results': 'Published results',
  'all': 'See all',
  'kind.returned': 'Filing to be mended',
  'kind.draft': 'Draft, not filed',
  'kind.missing': '{n} {n|half-day|half-days} missing',
  'kind.silent': 'No feedback yet',
  'kind.running': 'Running',
  'slots.none': 'no half-day is over yet, {total} in all',
  'slots': '{complete} of {due} half-days due complete, {total} in all',
} satisfies Translation<typeof zh>;
