import { describe, expect, test } from 'vitest';
import { fixOf, patienceMs, type Reception } from '@/features/onsite/fix';
import { degrees, distanceM, nearestVenue, toPosition } from '@/features/onsite/place';

const hall = { latE7: 399811200, lonE7: 1163553700 };

describe('distance', () => {
  test('agrees with known ones', () => {
    const degree = distanceM({ latE7: 0, lonE7: 0 }, { latE7: 10_000_000, lonE7: 0 });
    expect(degree).toBeGreaterThan(111_000);
    expect(degree).toBeLessThan(111_400);
    const paris = { latE7: 488_566_000, lonE7: 23_522_000 };
    const london = { latE7: 515_074_000, lonE7: -1_278_000 };
    expect(Math.abs(distanceM(paris, london) - 343_500)).toBeLessThan(1_500);
  });

  test('is nothing to itself, the same both ways, and crosses the date line', () => {
    expect(distanceM(hall, hall)).toBe(0);
    const there = { latE7: 400_000_000, lonE7: 1_160_000_000 };
    expect(distanceM(hall, there)).toBeCloseTo(distanceM(there, hall), 6);
    const [east, west] = [{ latE7: 0, lonE7: 1_799_999_000 }, { latE7: 0, lonE7: -1_799_999_000 }];
    expect(distanceM(east, west)).toBeLessThan(30);
  });

  test('counts from the nearest point of any venue', () => {
    const far = { name: '远', latE7: 0, lonE7: 0, radiusM: 1 };
    const gate = { latE7: hall.latE7 + 1800, lonE7: hall.lonE7 };
    const nearest = nearestVenue(gate, [far, { ...far, name: '会场', points: [hall] }]);
    expect(nearest?.venue.name).toBe('会场');
    expect(nearest?.metres).toBeCloseTo(20, 0);
    expect(nearestVenue(gate, [])).toBeNull();
  });
});

describe('a reading', () => {
  const reading = { coords: { latitude: 39.98112, longitude: 116.35537, accuracy: 12.4 }, timestamp: 1_000 };

  test('becomes whole numbers with its age', () => {
    expect(toPosition(reading, 1_400)).toEqual({ ...hall, accuracyM: 12, ageMs: 400 });
  });

  test('never comes from the future', () => {
    expect(toPosition(reading, 0).ageMs).toBe(0);
  });

  test('is shown to five decimals without its sign', () => {
    expect(degrees(-399_811_234)).toBe('39.98112');
  });
});

describe('the fix', () => {
  const position = toPosition({ coords: { latitude: 1, longitude: 1, accuracy: 12 }, timestamp: 0 }, 0);
  const reception: Reception = { denied: false, position: null, lost: false, seekingSince: 0 };

  test('is sought for twenty seconds, then a reason may be chosen', () => {
    expect(fixOf(reception, 0)).toEqual({ kind: 'seeking', leftMs: patienceMs });
    expect(fixOf(reception, patienceMs - 1)).toEqual({ kind: 'seeking', leftMs: 1 });
    expect(fixOf(reception, patienceMs)).toEqual({ kind: 'overdue' });
  });

  test('is locked by a refused permission, whatever was known before', () => {
    expect(fixOf({ ...reception, position, denied: true }, 0)).toEqual({ kind: 'denied' });
  });

  test('outlives silence but not a reported loss', () => {
    const old = { ...position, ageMs: 600_000 };
    expect(fixOf({ ...reception, position: old }, 0)).toMatchObject({ kind: 'found', good: true });
    expect(fixOf({ ...reception, position: old, lost: true }, 0)).toMatchObject({ kind: 'seeking' });
    expect(fixOf({ ...reception, position, lost: true }, 0)).toMatchObject({ kind: 'found' });
  });

  test('tells a rough one from a good one', () => {
    expect(fixOf({ ...reception, position: { ...position, accuracyM: 300 } }, 0)).toMatchObject({ good: false });
  });
});
