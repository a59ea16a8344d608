import type { Translation } from '../translation';
import type zh from '../zh/logincode';

export default {
  'get': 'Send me a code',
  'submit': 'Log in',
  'agree': 'Agree and log in',
  'busy': 'One moment…',
  'sent': 'If {phone} is registered, a code comes to it by SMS, valid for {n} {n|minute|minutes}.',
  'code': 'Code from the SMS',
  'code.bad': 'The code has {n} digits',
  'again': 'Nothing came? Ask for another',
  'again.wait': 'Another code can be had in {time}',
  'other': 'Use another number',
  'choose': 'Several people use this number. Who are you?',
  'confirm': 'First log-in: please show who you are. This is asked once.',
  'name': 'Name',
  'name.bad': 'Please give your name',
  'last': 'Last four characters of your ID',
  'last.hint': 'Of the document registered by your unit; the last may be an X',
  'last.bad': 'Please give the last four characters of your ID',
  'notice': 'What the last four of your ID are used for',
  'notice.why': 'Purpose',
  'notice.why.note': 'Only to see that you are the person your unit registered.',
  'notice.who': 'Who sees it',
  'notice.who.note':
    'Nobody sees what you type: the system compares it. The number your unit registered is kept encrypted; administrators see only its ends, and whoever looks at all of it must say why, which is recorded.',
  'notice.keep': 'How long it is kept',
  'notice.keep.note': 'What you type is dropped once compared. The registered number stays until it is cleared; you may ask for that at any time.',
  'notice.without': 'If you would rather not',
  'notice.without.note': 'Then do not: ask your unit’s administrator to clear the registered number, and you are not asked again.',
} satisfies Translation<typeof zh>;
