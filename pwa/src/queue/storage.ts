import { newId } from '@/api/ids';
import { persist } from './host';

/** Below this much free space a supervisor is warned before the camera opens: about 500 photos. */
export const lowSpaceBytes = 200_000_000;

export type SpaceReport = { freeBytes: number | null; low: boolean; persisted: boolean };

/** Asks the browser not to clear the queue by itself. Answers whether it promised so; many promise only to installed apps. */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await persist());
  } catch {
    return false;
  }
}

/** How much may still be kept; `freeBytes` is null where the browser does not say. */
export async function reportSpace(): Promise<SpaceReport> {
  try {
    const freeBytes = toldSpace(await navigator.storage.estimate());
    const low = freeBytes === null ? !(await hasRoom(lowSpaceBytes)) : freeBytes < lowSpaceBytes;
    return { freeBytes, low, persisted: await navigator.storage.persisted() };
  } catch {
    return { freeBytes: null, low: false, persisted: false };
  }
}

/** Pure. Newer Chromium tells every site the same round figure whatever is free, so that nobody is known by it. */
export function toldSpace({ quota, usage }: StorageEstimate): number | null {
  if (quota === undefined || usage === undefined) return null;
  const free = quota - usage;
  return free > 0 && free % 2 ** 30 === 0 ? null : free;
}

/** Asks for the room itself: the length of a file is charged at once, and nothing is written. True where one can't ask so. */
async function hasRoom(bytes: number): Promise<boolean> {
  const name = newId();
  try {
    const folder = await navigator.storage.getDirectory();
    const draft = await (await folder.getFileHandle(name, { create: true })).createWritable();
    try {
      await draft.truncate(bytes);
    } finally {
      await draft.abort().catch(() => undefined);
      await folder.removeEntry(name);
    }
    return true;
  } catch (error) {
    return !(error instanceof Error && error.name === 'QuotaExceededError');
  }
}
