import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue';
import { keepCapture, momentNow, QueueError, type CaptureRecord, type Moment, type Shot } from '@/queue';
import { NoPicture, type Picture } from './picture';

type Where = Pick<Shot, 'position' | 'noPosition'>;
type About = Pick<Shot, 'assignmentId' | 'slotId' | 'item'>;
export type Taken = { picture: Picture; moment: Moment; where: Where; about: About; url: string };

/** `failed` keeps the photo, so that saving can be tried again; nothing is on the phone yet before `safe`. */
export type Stage =
  | { kind: 'ready' }
  | { kind: 'taking' }
  | { kind: 'preview'; taken: Taken }
  | { kind: 'saving'; taken: Taken }
  | { kind: 'failed'; taken: Taken | null; code: string }
  | { kind: 'safe'; record: CaptureRecord; url: string };

export type Shutter = {
  stage: ShallowRef<Stage>;
  /** Takes a photo; clocks and place are those of this call, not of the moment at which the person says yes to it. */
  take: (picture: () => Promise<Picture>, where: Where, about: About) => Promise<void>;
  retake: () => void;
  use: () => Promise<void>;
};

/** From the click to "safe on this phone". */
export function useShutter(): Shutter {
  const stage = shallowRef<Stage>({ kind: 'ready' });
  let url: string | null = null;

  function show(picture: Picture): string {
    drop();
    url = URL.createObjectURL(new Blob([picture.jpeg], { type: 'image/jpeg' }));
    return url;
  }

  function drop(): void {
    if (url !== null) URL.revokeObjectURL(url);
    url = null;
  }

  async function take(picture: () => Promise<Picture>, where: Where, about: About): Promise<void> {
    if (stage.value.kind === 'taking' || stage.value.kind === 'saving') return;
    stage.value = { kind: 'taking' };
    try {
      const moment = momentNow();
      const made = await picture();
      stage.value = { kind: 'preview', taken: { picture: made, moment, where, about, url: show(made) } };
    } catch (error) {
      stage.value = { kind: 'failed', taken: null, code: codeOf(error) };
    }
  }

  function retake(): void {
    drop();
    stage.value = { kind: 'ready' };
  }

  async function use(): Promise<void> {
    const current = stage.value;
    if ((current.kind !== 'preview' && current.kind !== 'failed') || current.taken === null) return;
    const { taken } = current;
    stage.value = { kind: 'saving', taken };
    try {
      const thumb = await taken.picture.thumb;
      const record = await keepCapture({ ...taken.about, ...taken.picture, ...taken.where, thumb, moment: taken.moment });
      stage.value = { kind: 'safe', record, url: taken.url };
    } catch (error) {
      stage.value = { kind: 'failed', taken, code: codeOf(error) };
    }
  }

  onBeforeUnmount(drop);
  return { stage, take, retake, use };
}

function codeOf(error: unknown): string {
  if (error instanceof QueueError) return error.code;
  return error instanceof NoPicture ? 'no_picture' : 'unknown';
}
