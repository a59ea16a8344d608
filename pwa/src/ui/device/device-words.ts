import { t } from '@/locales';

const systems: Readonly<Record<string, string>> = { Macintosh: 'Mac' };
const browsers: Readonly<Record<string, string>> = { Edg: 'Edge' };

/** What a phone is called, from what it said of itself when it was registered (`iPhone · MicroMessenger`). */
export function deviceWords(label: string): string {
  const [system = '', browser] = label.split(' · ');
  if (label.trim() === '') return t('devices.unnamed');
  if (browser === undefined) return label;
  const left = system === '?' ? t('devices.system.other') : (systems[system] ?? system);
  return `${left} · ${browserWords(browser)}`;
}

function browserWords(browser: string): string {
  if (browser === 'MicroMessenger') return t('devices.browser.wechat');
  return browser === '?' ? t('devices.browser.other') : (browsers[browser] ?? browser);
}
