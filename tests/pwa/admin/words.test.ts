import { beforeAll, expect, test } from 'vitest';
import { rolesWords } from '@/features/admin/words';
import { useWords } from '@/locales';

beforeAll(() => useWords(['common']));

const hospital = { id: 'h', name: '海淀区第一医院' };
const institute = { id: 'i', name: '西山医院' };

test('an organisation is named once, with all that is held in it', () => {
  const held = [
    { organisation: hospital, role: 'a' },
    { organisation: institute, role: 'b' },
    { organisation: hospital, role: 'c' },
  ];
  expect(rolesWords(held, (role) => role.toUpperCase())).toBe('海淀区第一医院 A、C；西山医院 B');
  expect(rolesWords([], String)).toBe('');
});
