import { expect, test, vi } from 'vitest';
import { countUnsentForms, forgetUnsent, forgetUnsentForms, keepUnsent, readUnsent, unsentUnder } from '@/forms/unsent';

const unsent = { document: { project_no: '2026-1' }, version: 2, at: 5 };

test('what was typed is kept by person, form and project', () => {
  expect(keepUnsent('anna', 'filing', 'p-1', unsent)).toBe(true);
  expect(readUnsent('anna', 'filing', 'p-1')).toEqual(unsent);
  expect(readUnsent('bert', 'filing', 'p-1')).toBeNull();
  expect(readUnsent('anna', 'filing', null)).toBeNull();
  forgetUnsent('anna', 'filing', 'p-1');
  expect(readUnsent('anna', 'filing', 'p-1')).toBeNull();
});

test('what cannot be read is as good as nothing', () => {
  localStorage.setItem('halfday.unsent.anna.filing.new', '{"document":');
  expect(readUnsent('anna', 'filing', null)).toBeNull();
  localStorage.setItem('halfday.unsent.anna.filing.new', '{"document":3}');
  expect(readUnsent('anna', 'filing', null)).toBeNull();
});

test('log-out counts and deletes what is one person’s alone', () => {
  keepUnsent('anna', 'filing', 'p-1', unsent);
  keepUnsent('anna', 'filing', null, unsent);
  keepUnsent('bert', 'filing', null, unsent);
  expect(countUnsentForms('anna')).toBe(2);
  forgetUnsentForms('anna');
  expect([countUnsentForms('anna'), countUnsentForms('bert')]).toEqual([0, 1]);
});

test('where the browser keeps nothing, it lasts as long as the page, and that is told', () => {
  const full = vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  expect(keepUnsent('carl', 'filing', 'p-1', unsent)).toBe(false);
  expect([readUnsent('carl', 'filing', 'p-1'), countUnsentForms('carl')]).toEqual([unsent, 1]);
  full.mockRestore();
  forgetUnsentForms('carl');
  expect(readUnsent('carl', 'filing', 'p-1')).toBeNull();
});

test('is found by how the name of the thing begins', () => {
  keepUnsent('dora', 'decision', 'c1.review.1', unsent);
  keepUnsent('dora', 'decision', 'c10.review.1', unsent);
  keepUnsent('dora', 'filing', 'c1.x', unsent);
  expect(unsentUnder('dora', 'decision', 'c1.')).toEqual(['c1.review.1']);
});
