import { ref, watch, type Ref, type ShallowRef } from 'vue';

/** Torch is not in TypeScript's library yet; phones with a lamp tell of it. */
type TorchTrack = { getCapabilities?: () => MediaTrackCapabilities & { torch?: boolean } };

export type Torch = { torch: Ref<'none' | 'off' | 'on'>; switchTorch: () => Promise<void> };

/** The lamp of the camera that is running; `none` where there is none or it fails. */
export function useTorch(stream: ShallowRef<MediaStream | null>): Torch {
  const torch = ref<'none' | 'off' | 'on'>('none');

  watch(stream, (running) => {
    const track = running?.getVideoTracks()[0] as TorchTrack | undefined;
    torch.value = track?.getCapabilities?.().torch === true ? 'off' : 'none';
  });

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

  return { torch, switchTorch };
}
