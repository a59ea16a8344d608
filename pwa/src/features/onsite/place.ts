import type { Position, Venue } from '@/api/types';

type Point = { latE7: number; lonE7: number };

const earthRadiusM = 6_371_008.8;

/** Pure: great-circle distance in metres, within 0.5 % of the ellipsoid: enough for a screen, the record is the server's. */
export function distanceM(from: Point, to: Point): number {
  const radians = (e7: number): number => (e7 / 1e7) * (Math.PI / 180);
  const halfLat = Math.sin(radians(to.latE7 - from.latE7) / 2);
  const halfLon = Math.sin(radians(to.lonE7 - from.lonE7) / 2);
  const h = halfLat ** 2 + Math.cos(radians(from.latE7)) * Math.cos(radians(to.latE7)) * halfLon ** 2;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)));
}

export type Nearest = { venue: Venue; metres: number };

/** Pure: the nearest venue point, as the server will judge it; null when the project names none. */
export function nearestVenue(from: Point, venues: readonly Venue[]): Nearest | null {
  let nearest: Nearest | null = null;
  for (const venue of venues) {
    for (const point of [venue, ...(venue.points ?? [])]) {
      const metres = distanceM(from, point);
      if (nearest === null || metres < nearest.metres) nearest = { venue, metres };
    }
  }
  return nearest;
}

type Reading = { coords: { latitude: number; longitude: number; accuracy: number }; timestamp: number };

/** Pure: the platform's reading in the units of the manifest. A clock set back must not make the reading come from the future. */
export function toPosition(reading: Reading, wall: number): Position {
  return {
    latE7: Math.round(reading.coords.latitude * 1e7),
    lonE7: Math.round(reading.coords.longitude * 1e7),
    accuracyM: Math.round(reading.coords.accuracy),
    ageMs: Math.max(0, Math.round(wall - reading.timestamp)),
  };
}

/** Pure: five decimals are about a metre; hemispheres are the caller's words. */
export function degrees(e7: number): string {
  return Math.abs(e7 / 1e7).toFixed(5);
}
