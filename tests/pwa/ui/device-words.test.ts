import { beforeAll, expect, test } from 'vitest';
import { useWords } from '@/locales';
import { deviceWords } from '@/ui/device/device-words';

beforeAll(() => useWords(['devices']));

test('a phone is called by its system and browser, in the words people know them by', () => {
  expect(['iPhone · Safari', 'Android · MicroMessenger', 'Macintosh · Edg'].map(deviceWords)).toEqual(['iPhone · Safari', 'Android · 微信', 'Mac · Edge']);
  expect(['? · Firefox', 'Android · ?', 'a test', ''].map(deviceWords)).toEqual(['其他系统 · Firefox', 'Android · 其他浏览器', 'a test', '未命名的手机']);
});
