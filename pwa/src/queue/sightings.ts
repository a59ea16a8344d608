import { newestTime, onTime, type TimeSighting } from '@/api/time';
import { useDb } from './db';

let kept: TimeSighting | null = null;

/**
 * The newest server time this phone can speak of. This document's own goes before a newer one heard by another document:
 * only with its own can it say how much time has passed since. Null on a phone that has never reached the server.
 */
export function knownTime(): TimeSighting | null {
  return newestTime() ?? kept;
}

/** Reads what earlier documents heard and keeps every newer sighting. Answers the way to stop keeping. */
export async function keepTime(): Promise<() => void> {
  const record = await useDb((db) => db.get('meta', 'time'));
  if (record?.key === 'time') kept = record.sighting;
  const current = newestTime();
  if (current !== null) keep(current);
  return onTime(keep);
}

function keep(sighting: TimeSighting): void {
  kept = sighting;
  // Losing one costs nothing: the next answer brings a newer.
  useDb((db) => db.put('meta', { key: 'time', sighting })).catch(() => undefined);
}
