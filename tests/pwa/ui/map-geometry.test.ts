import { describe, expect, test } from 'vitest';
import { drawMap, insideVenue, roundLength, venueOf, type Circle, type MapDrawing } from '@/ui/map/map-geometry';

const venue = { name: '报告厅', latE7: 399_811_200, lonE7: 1_163_553_700, radiusM: 200 };
/** The venue, moved by metres. */
const off = (eastM: number, northM: number) => ({
  latE7: venue.latE7 + Math.round((northM / 111_195) * 1e7),
  lonE7: venue.lonE7 + Math.round((eastM / (111_195 * Math.cos((venue.latE7 * 1e-7 * Math.PI) / 180))) * 1e7),
});
const draw = (eastM: number, northM: number, accuracyM: number): MapDrawing =>
  drawMap({ venue, photo: { ...off(eastM, northM), accuracyM }, distanceM: Math.hypot(eastM, northM) }, 300, 168);
const inside = ({ x, y, r }: Circle): boolean => x - r >= 0 && x + r <= 300 && y - r >= 0 && y + r <= 168;

describe('the drawn map', () => {
  test('is to scale, north up', () => {
    const map = draw(342, 0, 85);
    const perMetre = map.venue.r / 200;
    expect(map.photo.r / perMetre).toBeCloseTo(85, 0);
    expect((map.photo.x - map.venue.x) / perMetre).toBeCloseTo(342, 0);
    expect(map.photo.y).toBeCloseTo(map.venue.y, 0);
    expect(draw(0, 300, 10).photo.y).toBeLessThan(draw(0, 300, 10).venue.y);
    expect(draw(-300, 0, 10).photo.x).toBeLessThan(draw(-300, 0, 10).venue.x);
  });

  test('both circles and the words stay inside, from the doorstep to another city', () => {
    for (const metres of [0, 5, 150, 400, 3_000, 80_000, 1_200_000]) {
      for (const accuracy of [1, 60, 2_000]) {
        for (const angle of [0, 1, 2, 3, 4, 5, 6]) {
          const map = draw(metres * Math.cos(angle), metres * Math.sin(angle), accuracy);
          expect(inside(map.venue)).toBe(true);
          expect(inside(map.photo)).toBe(true);
          expect(map.label.y).toBeGreaterThanOrEqual(12);
          expect(map.label.y).toBeLessThanOrEqual(168);
          expect(map.scale.width).toBeLessThanOrEqual(300 * 0.3 + 0.001);
        }
      }
    }
  });

  test('words of a photo outside do not run across the line of the venue', () => {
    for (const east of [-342, 342, -420, 420]) {
      const { venue: circle, label } = draw(east, -60, 85);
      expect(Math.abs(label.x - circle.x)).toBeGreaterThan(label.anchor === 'middle' ? 52 : 0);
      const edge = Math.sqrt(Math.max(0, circle.r ** 2 - (label.y - 4 - circle.y) ** 2));
      if (label.anchor === 'middle') expect(Math.abs(label.x - circle.x) - 52).toBeGreaterThanOrEqual(edge);
    }
  });

  test('the venue is named inside its circle, away from the photo, if there is room', () => {
    const { venue: circle, photo } = draw(0, -100, 10);
    const place = insideVenue(circle, photo, 6);
    expect(place?.y).toBeLessThan(circle.y);
    expect(insideVenue(circle, draw(0, 100, 10).photo, 6)?.y).toBeGreaterThan(circle.y);
    expect(insideVenue(circle, photo, 30)).toBeNull();
  });

  test('circles can be seen however far apart they are', () => {
    const map = draw(80_000, 0, 10);
    expect(map.venue.r).toBeGreaterThanOrEqual(5);
    expect(map.photo.r).toBeGreaterThanOrEqual(5);
  });

  test.each([
    [0.7, 0.5],
    [1, 1],
    [4.9, 2],
    [87, 50],
    [230, 200],
    [9_999, 5_000],
  ])('at most %f m is drawn as %f m', (most, round) => {
    expect(roundLength(most)).toBeCloseTo(round);
  });
});

describe('the venue measured to', () => {
  const hall = { ...venue, name: '分会场', ...off(900, 0) };
  const secondPoint = { ...venue, ...off(500, 0) };

  test('is the one of that name', () => {
    expect(venueOf([venue, hall], '分会场', off(0, 0))).toBe(hall);
  });

  test('is the nearest point of several', () => {
    expect(venueOf([venue, secondPoint, hall], '报告厅', off(480, 0))).toBe(secondPoint);
  });

  test('is the nearest at all where no name fits', () => {
    expect(venueOf([venue, hall], null, off(850, 0))).toBe(hall);
    expect(venueOf([], null, off(0, 0))).toBeNull();
  });
});
