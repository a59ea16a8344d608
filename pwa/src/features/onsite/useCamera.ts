import { onBeforeUnmount, onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';

/**
 * `absent`: the browser offers no camera inside pages. `denied`: the person or a setting forbids it. `failed`: there is one,
 * but it would not start, most often because another app holds it.
 */
export type CameraState = 'off' | 'starting' | 'live' | 'denied' | 'absent' | 'failed';

export type Camera = {
  state: Ref<CameraState>;
  stream: ShallowRef<MediaStream | null>;
  torch: Ref<'none' | 'off' | 'on'>;
  start: () => Promise<void>;
  stop: () => void;
  switchTorch: () => Promise<void>;
};

/** Torch is not in TypeScript's library yet; phones with a lamp tell of it. */
type TorchCapabilities = MediaTrackCapabilities & { torch?: boolean };

const wanted: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: 'environment', width: { ideal: 2048 }, height: { ideal: 1536 } },
};

/** The phone's rear camera as a stream for the page. Given back when the page goes to the background: other apps need it. */
export function useCamera(): Camera {
  const state = ref<CameraState>('off');
  const stream = shallowRef<MediaStream | null>(null);
  const torch = ref<'none' | 'off' | 'on'>('none');
  let wasLive = false;

  async function start(): Promise<void> {
    if (state.value === 'starting' || state.value === 'live') return;
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (devices === undefined) {
      state.value = 'absent';
      return;
    }
    state.value = 'starting';
    try {
      const opened = await devices.getUserMedia(wanted);
      stream.value = opened;
      torch.value = hasTorch(opened) ? 'off' : 'none';
      state.value = 'live';
      opened.getVideoTracks().forEach((track) => track.addEventListener('ended', lose));
    } catch (error) {
      state.value = reasonOf(error);
    }
  }

  function stop(): void {
    stream.value?.getTracks().forEach((track) => track.stop());
    stream.value = null;
    torch.value = 'none';
    if (state.value === 'live' || state.value === 'starting') state.value = 'off';
  }

  function lose(): void {
    stop();
    state.value = 'failed';
  }

  async function switchTorch(): Promise<void> {
    const track = stream.value?.getVideoTracks()[0];
    if (track === undefined || torch.value === 'none') return;
    const on = torch.value === 'off';
    try {
      await track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
      torch.value = on ? 'on' : 'off';
    } catch {
      torch.value = 'none';
    }
  }

  function followVisibility(): void {
    if (document.visibilityState === 'hidden') {
      wasLive = state.value === 'live';
      stop();
    } else if (wasLive) void start();
  }

  onMounted(() => document.addEventListener('visibilitychange', followVisibility));
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', followVisibility);
    stop();
  });
  return { state, stream, torch, start, stop, switchTorch };
}

function hasTorch(stream: MediaStream): boolean {
  const track = stream.getVideoTracks()[0] as { getCapabilities?: () => TorchCapabilities } | undefined;
  return track?.getCapabilities?.().torch === true;
}

function reasonOf(error: unknown): CameraState {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'failed';
}
