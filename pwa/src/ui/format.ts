import { shallowRef } from 'vue';
import { t, locale } from '@/locales';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The deployment's zone, in which every time and day is shown wherever the device is; the device's own before it is known. */
const zone = shallowRef<string | undefined>(undefined);

/** Takes the zone that the server names (`Asia/Shanghai`). One that this browser does not know changes nothing. */
export function useZone(name: string): void {
  try {
    zone.value = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // A browser older than the zone's name: the device's own zone is the best that is left.
  }
}

function format(options: Intl.DateTimeFormatOptions, language = locale.value === 'zh' ? 'zh-CN' : 'en-GB'): Intl.DateTimeFormat {
  const key = `${language} ${zone.value ?? ''} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language, { hourCycle: 'h23', timeZone: zone.value, ...options });
  formats.set(key, made);
  return made;
}

/** `09:02` */
export function clockTime(at: number): string {
  return format({ hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `22:00`, when a half-day closes; at midnight `24:00` of the day that ends, as the plan says it. */
export function closingTime(at: number): string {
  const time = clockTime(at);
  return time === '00:00' ? '24:00' : time;
}

/** `09:01:58` */
export function exactTime(at: number): string {
  return format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** The calendar day of an instant in the deployment's zone, `YYYY-MM-DD`. */
export function dayOf(at: number): string {
  return format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA').format(at);
}

/** `11-21 09:02`, for what is told with its day whenever it was. */
export function dayAndTime(at: number): string {
  return `${monthDay(dayOf(at))} ${clockTime(at)}`;
}

/** `11 月 21 日` */
export function dayWords(date: string): string {
  return t('common.day', { month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) });
}

/** `21 日`, where the month is clear from beside it. */
export function shortDay(date: string): string {
  return t('common.day.short', { month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) });
}

/** `11-20`, for tables and narrow lines. */
export function monthDay(date: string): string {
  return date.slice(5);
}

/** `11-20 至 11-22`, and one day alone as `11-20`. */
export function datesWords({ plannedStart, plannedEnd }: { plannedStart: string; plannedEnd: string }): string {
  const from = monthDay(plannedStart);
  return plannedStart === plannedEnd ? from : t('common.range', { from, until: monthDay(plannedEnd) });
}

/** `10:52` today, `昨天 17:21`, `11-18 09:30` before. */
export function recently(at: number, now: number): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return clockTime(at);
  if (day === dayOf(now - 86_400_000)) return `${t('common.yesterday')} ${clockTime(at)}`;
  return dayAndTime(at);
}

/** How many hours photos may arrive after their half-day, as a project's half-days tell; null where none is known. */
export function lateHours(slots: readonly { closesAt: number; lateUntil: number }[]): number | null {
  const [first] = slots;
  return first === undefined ? null : Math.round((first.lateUntil - first.closesAt) / 3_600_000);
}

/** `342 m`, `1.2 km`. */
export function lengthWords(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`;
  return `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`;
}

/** `320 KB`, `1.4 MB`, `640 MB`, `10.7 GB` */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  const megabytes = bytes / 1_000_000;
  if (megabytes < 1000) return `${megabytes < 10 ? megabytes.toFixed(1) : Math.floor(megabytes)} MB`;
  return `${(megabytes / 1000).toFixed(1)} GB`;
}

/** `4:05`: minutes and seconds left until an instant; never below zero. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `45 秒`, `3 分 20 秒`, `2 小时 5 分`. */
export function durationWords(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 60) return t('common.seconds', { s: seconds });
  if (seconds < 3600) return t('common.minutes', { m: Math.floor(seconds / 60), s: seconds % 60 });
  return t('common.hours', { h: Math.floor(seconds / 3600), m: Math.floor((seconds % 3600) / 60) });
}
