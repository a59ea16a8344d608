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
    const { quota, usage } = await navigator.storage.estimate();
    const freeBytes = quota === undefined || usage === undefined ? null : quota - usage;
    const persisted = await navigator.storage.persisted();
    return { freeBytes, low: freeBytes !== null && freeBytes < lowSpaceBytes, persisted };
  } catch {
    return { freeBytes: null, low: false, persisted: false };
  }
}
