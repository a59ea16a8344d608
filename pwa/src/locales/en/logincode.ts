import type { Translation } from '../translation';
import type zh from '../zh/logincode';

export default {
  'get': 'Send me a code',
  'submit': 'Log in',
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
} satisfies Translation<typeof zh>;
