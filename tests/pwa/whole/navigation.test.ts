import { describe, expect, test } from 'vitest';
import type { RoleKey } from '@/api/types';
import { barOf, placeOf, placesOf, type Place } from '@/places';
import { startOf, type Start } from '@/start';

const every: readonly RoleKey[] = [
  'onsite_lead', 'cme_institution', 'cme_authority', 'auditor', 'platform_admin', 'unit_admin', 'cme_learner',
];
const of = (...roles: RoleKey[]): ReadonlySet<RoleKey> => new Set(roles);
/** Every set of roles there can be. */
const sets = Array.from({ length: 2 ** every.length }, (_none, bits) =>
  of(...every.filter((_role, place) => (bits >> place) % 2 === 1)),
);

describe('where somebody starts', () => {
  const starts: readonly [Start, readonly RoleKey[]][] = [
    ['projects', ['cme_authority']],
    ['projects', ['cme_authority', 'cme_institution', 'platform_admin', 'auditor']],
    ['unit-home', ['cme_institution']],
    ['unit-home', ['cme_institution', 'unit_admin', 'auditor']],
    ['admin', ['unit_admin']],
    ['admin', ['platform_admin', 'auditor']],
    ['logs', ['auditor']],
    ['logs', ['auditor', 'cme_learner']],
    ['messages', ['cme_learner']],
    ['messages', []],
  ];

  test.each(starts)('%s', (start, roles) => {
    expect(startOf('full', of(...roles))).toBe(start);
  });

  test('on site for whoever came with a login code, whatever else they are', () => {
    for (const roles of sets) expect(startOf('supervisor', roles)).toBe('onsite');
  });

  test('is always one of their places', () => {
    for (const roles of sets) expect(placesOf(roles), [...roles].join(' ')).toContain(startOf('full', roles));
  });
});

describe('the bar of a phone', () => {
  test('shows five at most, and behind the last of them all the rest', () => {
    for (const roles of sets) {
      const places = placesOf(roles);
      const { shown, rest } = barOf(places);
      expect(shown.length + Math.min(rest.length, 1)).toBeLessThanOrEqual(5);
      expect(rest).not.toHaveLength(1);
      expect([...shown, ...rest].sort()).toEqual([...places].sort());
      for (const part of [shown, rest]) expect(part).toEqual(places.filter((place) => part.includes(place)));
    }
  });

  test('keeps in sight what waits, and where one starts', () => {
    for (const roles of sets) {
      const { shown } = barOf(placesOf(roles));
      expect(shown).toContain('messages');
      expect(shown).toContain(startOf('full', roles));
      if (placesOf(roles).includes('tasks')) expect(shown).toContain('tasks');
    }
  });

  test('a clerk who is the unit’s administrator too', () => {
    expect(barOf(placesOf(of('cme_institution', 'unit_admin')))).toEqual({
      shown: ['unit-home', 'projects', 'tasks', 'messages'],
      rest: ['published', 'admin', 'settings'],
    });
  });

  test('those with few places have no more of them', () => {
    for (const role of ['auditor', 'platform_admin', 'unit_admin', 'cme_authority', 'cme_learner'] as const) expect(barOf(placesOf(of(role))).rest).toEqual([]);
    expect(placesOf(of('auditor'))).toEqual(['logs', 'messages', 'settings']);
  });
});

describe('the place in which a screen lies', () => {
  const all: readonly Place[] = ['projects', 'logs', 'settings'];
  const lies: readonly [string, Place | null][] = [
    ['/home', 'unit-home'],
    ['/projects', 'projects'],
    ['/projects/0199/filing', 'projects'],
    ['/inbox/0199', 'tasks'],
    ['/cases/0199', 'tasks'],
    ['/admin/people/0199', 'admin'],
    ['/messages/preferences', 'messages'],
    ['/settings/phone', 'settings'],
    ['/logs/file', 'logs'],
    ['/elsewhere', null],
    ['/', null],
  ];

  test.each(lies)('%s', (path, place) => {
    expect(placeOf(path, all)).toBe(place);
  });

  test('an authority finds its log in the settings', () => {
    expect(placeOf('/logs/capture', placesOf(of('cme_authority')))).toBe('settings');
  });
});
