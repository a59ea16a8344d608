/** Held by the phone queue while it signs or sends, and by the camera screen while it is open. */
const heldWhileBusy = new Set(['halfday-capture', 'halfday-send', 'halfday-camera']);

/** Whether any page of this phone is in the middle of a photo. */
export async function isBusy(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name !== undefined && heldWhileBusy.has(lock.name));
}
