import type { Translation } from '../translation';
import type zh from '../zh/login';

export default {
  'title': 'Log in',
  'tab.supervisor': 'On-site supervisor',
  'lead': 'Log in with the code your unit gave you, and start this half-day.',
  'phone': 'Mobile number',
  'phone.bad': 'Please enter the 11 digits of a mobile number',
  'code': 'Login code',
  'code.hint': '8 letters or digits, upper or lower case',
  'code.bad': 'The login code has 8 letters or digits',
  'captcha': 'Characters in the picture',
  'captcha.bad': 'Please type the characters you see',
  'captcha.image': 'Picture with characters, tap to enlarge',
  'captcha.new': 'Another picture',
  'captcha.failed': 'The picture did not load. Tap to try again',
  'submit': 'Log in',
  'submit.busy': 'Logging in…',
  'submit.paused': 'Try again in {time}',
  'safe': 'Photos already on this phone are not affected.',
  'unsent': '{n} {n|photo waits|photos wait} on this phone to be sent. Sending goes on once you are logged in.',
  'demo.title': 'Choose a role to try',
  'demo.note': 'No number and no code needed',
  'demo.code': 'Login code {code}',
  'privacy': 'Logging in lets this service check your mobile number. Camera and position are asked for separately, before they are used.',
} satisfies Translation<typeof zh>;
