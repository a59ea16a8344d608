import type { Translation } from '../translation';
import type zh from '../zh/devices';

export default {
  'title': 'My phones',
  'of': 'Registered phones',
  'note': 'Phones that sign on-site photos. If one is lost, log in on another device and revoke it here.',
  'none': 'No phone was registered',
  'none.note': 'A phone is registered by itself when on-site supervision is opened on it.',
  'unnamed': 'Phone without a name',
  'system.other': 'other system',
  'browser.wechat': 'WeChat',
  'browser.other': 'other browser',
  'here': 'This one',
  'revoked': 'Revoked',
  'registered': 'registered {day}',
  'used': 'last photo arrived {time}',
  'unused': 'no photo has arrived',
  'ended': 'revoked {time}',
  'revoke': 'Lost, revoke',
  'revoke.title': 'Revoke the lost “{phone}”?',
  'revoke.own': 'It can take no more on-site photos, and you are logged out on all other devices; this log-in stays.',
  'revoke.other': 'It can take no more on-site photos, and {name} is logged out on all devices and must log in anew.',
  'revoke.photos': 'Photos that have arrived stay as they are and can still be checked. What arrives later is marked “key revoked” and counts only once the authority accepts it.',
  'revoke.forever': 'This cannot be undone. A phone that is found registers another key after its next log-in.',
  'revoke.yes': 'Revoke',
  'done': '“{phone}” was revoked',
} satisfies Translation<typeof zh>;
