import { dayOf, exactTime } from '@/ui/format';

const dayMs = 86_400_000;

/** The instant at which a day begins in the deployment's zone. */
export function startOfDay(date: string): number {
  const around = Date.parse(`${date}T00:00:00Z`);
  // Twice, for the days on which the clocks are changed.
  return around - shiftAt(around - shiftAt(around));
}

/** How far the deployment's clocks are ahead of UTC. */
function shiftAt(at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  return Date.parse(`${dayOf(second)}T${exactTime(second)}Z`) - second;
}

/** `2026-11-21` and two days on: `2026-11-23`; days before are negative. */
export function daysOn(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
