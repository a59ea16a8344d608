export type Place = { latE7: number; lonE7: number };

export type MapInput = {
  venue: Place & { radiusM: number };
  photo: Place & { accuracyM: number };
  /** The distance on record, in metres; the drawing itself is only approximate. */
  distanceM: number;
};

export type Circle = { x: number; y: number; r: number };

export type MapDrawing = {
  venue: Circle;
  photo: Circle;
  /** Where the words of the distance go, and which way they run so as to stay inside. */
  label: { x: number; y: number; anchor: 'start' | 'middle' | 'end' };
  /** A bar of a round length, at the foot. */
  scale: { lengthM: number; width: number };
};

const metresPerDegree = 111_195;
/** Circles smaller than this could not be seen. */
const leastRadius = 5;

/** Draws venue and photo to scale in a box of `width` × `height`, north up, so that both circles fit with a margin. */
export function drawMap(input: MapInput, width: number, height: number, margin = 18): MapDrawing {
  const places = [input.venue, { ...input.photo, radiusM: input.photo.accuracyM }];
  const { circles, scale } = drawCircles(places, width, height, margin);
  const [venue, photo] = circles;
  if (venue === undefined || photo === undefined) throw new RangeError('two places make two circles');
  return { venue, photo, label: placeLabel(venue, photo, width, height), scale };
}

export type CirclesDrawing = { circles: readonly Circle[]; scale: MapDrawing['scale'] };

/**
 * Draws places with their radii to scale, north up, so that all circles fit with a margin; one circle for each, in order.
 *
 * Flat-earth arithmetic: within a few kilometres it is off by less than a line's width.
 */
export function drawCircles(
  places: readonly (Place & { radiusM: number })[], width: number, height: number, margin = 18,
): CirclesDrawing {
  const [first = { latE7: 0, lonE7: 0, radiusM: 0 }] = places;
  const flat = places.map((place) => ({
    x: (place.lonE7 - first.lonE7) * 1e-7 * metresPerDegree * cosine(first.latE7),
    y: (first.latE7 - place.latE7) * 1e-7 * metresPerDegree,
    r: place.radiusM,
  }));
  const box = bounds(flat);
  const perMetre = Math.min((width - 2 * margin) / box.width, (height - 2 * margin) / box.height);
  const circles = flat.map(({ x, y, r }) => ({
    x: width / 2 + (x - box.middleX) * perMetre,
    y: height / 2 + (y - box.middleY) * perMetre,
    r: Math.max(leastRadius, r * perMetre),
  }));
  const lengthM = roundLength((width * 0.3) / perMetre);
  return { circles, scale: { lengthM, width: lengthM * perMetre } };
}

/** The venue that the server measured to: by its name, and among several points of one name the nearest. */
export function venueOf<V extends Place & { name: string }>(venues: readonly V[], name: string | null, photo: Place): V | null {
  const named = venues.filter((venue) => venue.name === name);
  const candidates = named.length > 0 ? named : venues;
  return [...candidates].sort((one, other) => farness(one, photo) - farness(other, photo))[0] ?? null;
}

function farness(one: Place, other: Place): number {
  return Math.hypot((one.lonE7 - other.lonE7) * cosine(one.latE7), one.latE7 - other.latE7);
}

function cosine(latE7: number): number {
  return Math.cos((latE7 * 1e-7 * Math.PI) / 180);
}

type Box = { middleX: number; middleY: number; width: number; height: number };

function bounds(circles: readonly Circle[]): Box {
  const left = Math.min(...circles.map(({ x, r }) => x - r));
  const right = Math.max(...circles.map(({ x, r }) => x + r));
  const top = Math.min(...circles.map(({ y, r }) => y - r));
  const bottom = Math.max(...circles.map(({ y, r }) => y + r));
  const least = 20;
  return {
    middleX: (left + right) / 2,
    middleY: (top + bottom) / 2,
    width: Math.max(right - left, least),
    height: Math.max(bottom - top, least),
  };
}

const labelHalfWidth = 52;

/** Above the photo's circle, or below it where the top is near; never over the sides. */
function placeLabel(venue: Circle, photo: Circle, width: number, height: number): MapDrawing['label'] {
  const above = photo.y - photo.r - 7;
  const below = photo.y + photo.r + 16;
  const roomAbove = above > 14;
  const roomBelow = below < height - 24;
  const y = roomAbove && (photo.y <= venue.y || !roomBelow) ? above : roomBelow ? below : Math.max(14, photo.y - 9);
  const x = besideVenue(venue, photo, y);
  if (x < labelHalfWidth) return { x: 8, y, anchor: 'start' };
  if (x > width - labelHalfWidth) return { x: width - 8, y, anchor: 'end' };
  return { x, y, anchor: 'middle' };
}

/** The middle of the words of a photo from outside, moved off the line of the venue's circle where they would run across it. */
function besideVenue(venue: Circle, photo: Circle, y: number): number {
  const outside = Math.hypot(photo.x - venue.x, photo.y - venue.y) > venue.r;
  const half = Math.sqrt(Math.max(0, venue.r ** 2 - (y - 4 - venue.y) ** 2));
  if (!outside || half === 0) return photo.x;
  const off = half + labelHalfWidth + 6;
  return photo.x < venue.x ? Math.min(photo.x, venue.x - off) : Math.max(photo.x, venue.x + off);
}

const signWidth = 11;

/** Where words of so many signs stand inside a venue's circle, away from the photo; null where they would cross its line. */
export function insideVenue(venue: Circle, photo: Circle, signs: number): { x: number; y: number } | null {
  const down = photo.y > venue.y ? -0.5 : 0.5;
  const half = venue.r * Math.sqrt(1 - (Math.abs(down) + 0.12) ** 2);
  return signs * signWidth <= 2 * half ? { x: venue.x, y: venue.y + down * venue.r + 4 } : null;
}

/** The longest of 1, 2, 5 × 10ⁿ metres that is no longer than `mostM`. */
export function roundLength(mostM: number): number {
  const power = 10 ** Math.floor(Math.log10(mostM));
  const digit = mostM / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}
