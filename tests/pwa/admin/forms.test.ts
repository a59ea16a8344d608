import { expect, test } from 'vitest';
import { administers } from '@/admin-access';
import type { RoleKey } from '@/api/types';
import { formErrors, labelOf, organisationSent, organisationValues, partOf, personChange, personSent } from '@/features/admin/forms';
import type { Definition, Entry } from '@/forms/definition';

const label = (text: string): { zh: string; en: string } => ({ zh: text, en: text });
const entry = (code: string): Entry => ({
  code, label: label(code), parent: null, order: 1, active: true, validFrom: null, validTo: null,
});
const definition: Definition = {
  form: {
    key: 'person',
    title: label('人员'),
    sections: [
      { key: 'person', title: label('人员') },
      { key: 'role', title: label('角色') },
    ],
    fields: [
      { kind: 'text', key: 'name', label: label('姓名'), section: 'person', minLength: 0, maxLength: 100 },
      { kind: 'choice', key: 'role', label: label('角色'), section: 'role', codeList: 'CL-ROLE', choices: [] },
    ],
    checks: [{ check: 'order', start: 'from', end: 'until' }],
  },
  lists: [{ key: 'CL-ROLE', title: label('角色'), entries: [entry('cme_learner'), entry('platform_admin')] }],
};

test('a part of a form asks only its own fields, and offers only what may be given', () => {
  const part = partOf(definition, ['role'], { 'CL-ROLE': ['cme_learner'] });
  expect(part.form.fields.map((field) => field.key)).toEqual(['role']);
  expect(part.form.sections).toEqual([]);
  expect(partOf(definition, ['name', 'role']).form.sections.map((section) => section.key)).toEqual(['person', 'role']);
  expect(part.lists[0]?.entries.map((one) => one.code)).toEqual(['cme_learner']);
  expect(partOf(definition, ['name']).lists[0]?.entries).toHaveLength(2);
  expect(labelOf(definition.lists, 'CL-ROLE', 'gone', 'zh')).toBe('gone');
});

test('complaints find their field', () => {
  expect(formErrors({ idNumber: ['bad_check_digit'], phone: ['taken'] })).toEqual({ id_number: ['bad_check_digit'], phone: ['taken'] });
});

test('an organisation comes back as it was shown', () => {
  const shown = {
    id: '1', parentId: '0', code: null, name: '医院', kind: 'institution', level: 'tertiary', district: '', active: true, children: 0, members: 0, above: [],
    mayChange: true, roles: [], reviews: 0,
  };
  expect(organisationSent(organisationValues(shown), '0')).toEqual({
    name: '医院', code: '', kind: 'institution', level: 'tertiary', district: '', parentId: '0',
  });
});

test('only what was typed anew of a person is sent', () => {
  const before = { name: '赵敏' };
  const nothing = { name: null, idType: null, idNumber: null, email: null };
  expect(personChange({ name: '赵敏 ', id_type: '111' }, before, new Set())).toEqual(nothing);
  expect(personChange({ name: '赵小敏' }, before, new Set(['email']))).toEqual({ ...nothing, name: '赵小敏', email: '' });
  expect(personChange({ name: '赵敏', id_type: '414', id_number: 'E12345678' }, before, new Set())).toEqual({
    ...nothing, idType: '414', idNumber: 'E12345678',
  });
  expect(personChange({ name: '赵敏' }, before, new Set(['id_number']))).toEqual({ ...nothing, idNumber: '' });
});

test('days that are not filled in are not sent', () => {
  expect(personSent({ name: '赵敏', phone: '13812340001', role: 'cme_learner' }, 'here', false)).toEqual({
    name: '赵敏', phone: '13812340001', idType: '', idNumber: '', email: '', organisationId: 'here', role: 'cme_learner', from: null, until: null, shared: false,
  });
});

test('who administers', () => {
  const roles: readonly RoleKey[] = ['platform_admin', 'unit_admin', 'cme_institution', 'cme_authority', 'auditor'];
  expect(roles.filter((role) => administers(new Set([role])))).toEqual(['platform_admin', 'unit_admin']);
});
