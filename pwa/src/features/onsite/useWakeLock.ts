import { onBeforeUnmount, onMounted } from 'vue';

/** Keeps the screen awake while the screen is up; the system takes it back in the background, so it is asked again on return. */
export function useWakeLock(): void {
  let sentinel: WakeLockSentinel | null = null;

  async function hold(): Promise<void> {
    const wakeLock = (navigator as { wakeLock?: WakeLock }).wakeLock;
    if (wakeLock === undefined || document.visibilityState !== 'visible') return;
    try {
      sentinel = await wakeLock.request('screen');
    } catch {
      // Refused with a low battery; the camera works all the same.
    }
  }

  const holdAgain = (): void => void hold();
  onMounted(() => {
    void hold();
    document.addEventListener('visibilitychange', holdAgain);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', holdAgain);
    void sentinel?.release();
  });
}
