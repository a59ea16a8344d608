import { onBeforeUnmount, onMounted } from 'vue';

/** While held, the service worker refuses to switch to a new version: nobody loses a camera in mid-capture. */
export function useCameraLock(): void {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  onMounted(() => {
    const locks = (navigator as { locks?: LockManager }).locks;
    void locks?.request('halfday-camera', { mode: 'shared' }, () => until);
  });
  onBeforeUnmount(() => release());
}
