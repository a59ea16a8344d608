/** Time left, in the grain in which it should be told: days and hours far off, seconds at the end. */
export type TimeLeft =
  | { grain: 'days'; days: number; hours: number }
  | { grain: 'hours'; hours: number; minutes: number }
  | { grain: 'minutes'; minutes: number }
  | { grain: 'seconds'; minutes: number; seconds: number }
  | { grain: 'none' };

const minuteMs = 60_000;
const secondsFromMs = 10 * minuteMs;

/** Pure. Whole units are rounded down: nobody must believe to have a minute more than there is. */
export function timeLeft(until: number, now: number): TimeLeft {
  const left = until - now;
  if (left <= 0) return { grain: 'none' };
  const minutes = Math.floor(left / minuteMs);
  if (left < secondsFromMs) return { grain: 'seconds', minutes, seconds: Math.floor((left % minuteMs) / 1000) };
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return { grain: 'minutes', minutes };
  if (hours < 24) return { grain: 'hours', hours, minutes: minutes % 60 };
  return { grain: 'days', days: Math.floor(hours / 24), hours: hours % 24 };
}
