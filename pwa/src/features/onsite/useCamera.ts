import { onBeforeUnmount, onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';

/**
 * `absent`: the browser offers no camera inside pages. `denied`: the person or a setting forbids it. `failed`: there is one,
 * but it would not start, most often because another app holds it.
 */
export type CameraState = 'off' | 'starting' | 'live' | 'denied' | 'absent' | 'failed';

export type Camera = {
  state: Ref<CameraState>;
  stream: ShallowRef<MediaStream | null>;
  start: () => Promise<void>;
};

const rearCamera: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: 'environment', width: { ideal: 2048 }, height: { ideal: 1536 } },
};

/** The phone's rear camera as a stream for the page. Given back when the page goes to the background: other apps need it. */
export function useCamera(): Camera {
  const state = ref<CameraState>('off');
  const stream = shallowRef<MediaStream | null>(null);
  let wanted = false;
  let opening = 0;

  async function start(): Promise<void> {
    if (state.value === 'starting' || state.value === 'live') return;
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (devices === undefined) {
      state.value = 'absent';
      return;
    }
    state.value = 'starting';
    opening += 1;
    const mine = opening;
    try {
      const opened = await devices.getUserMedia(rearCamera);
      // Stopped while the browser was still asking: nobody must be left with a camera running.
      if (mine !== opening) {
        opened.getTracks().forEach((track) => track.stop());
        return;
      }
      stream.value = opened;
      state.value = 'live';
      opened.getVideoTracks().forEach((track) => track.addEventListener('ended', lose));
    } catch (error) {
      if (mine === opening) state.value = reasonOf(error);
    }
  }

  function stop(): void {
    opening += 1;
    stream.value?.getTracks().forEach((track) => track.stop());
    stream.value = null;
    if (state.value === 'live' || state.value === 'starting') state.value = 'off';
  }

  function lose(): void {
    stop();
    state.value = 'failed';
  }

  function followVisibility(): void {
    if (document.visibilityState === 'hidden') {
      wanted = state.value === 'live' || state.value === 'starting';
      stop();
    } else if (wanted) void start();
  }

  onMounted(() => document.addEventListener('visibilitychange', followVisibility));
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', followVisibility);
    stop();
  });
  return { state, stream, start };
}

function reasonOf(error: unknown): CameraState {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'failed';
}
