import type { Translation } from '../translation';
import type zh from '../zh/reveal';

export default {
  'show': 'Show',
  'what': 'Show the whole {what}',
  'title': 'Show the whole {what}',
  'note': 'Who looked, when and why is kept in the log.',
  'purpose': 'Purpose',
  'yes': 'Show',
  'hide': 'Hide',
  'purpose.contact': 'To reach the person',
  'purpose.identity': 'To check who they are',
  'purpose.correction': 'To correct records',
  'purpose.inquiry': 'For an inquiry or complaint',
  'unknown': 'Not known',
  'call': 'Call {value}',
} satisfies Translation<typeof zh>;
