import type { Manifest } from '@/api/onsite-types';
import type { Moment } from './moment';

/** A photo as the camera screen hands it over; the picture has been decoded there once, so that it is known to be one. */
export type Shot = {
  assignmentId: string;
  slotId: string;
  item: Manifest['item'];
  jpeg: ArrayBuffer;
  /** JPEG of at most 20 KB, the only picture that stays after the receipt. */
  thumb: ArrayBuffer;
  /** From `momentNow()`, taken at the click. */
  moment: Moment;
  position: Manifest['position'];
  noPosition: Manifest['noPosition'];
  camera: Manifest['camera'];
  reencoded: boolean;
};

export type Link = { id: string; ticket: string; sha256: string; previous: string | null };

/** Pure: what the phone says of a photo, self-contained (design §4). */
export function describeShot(shot: Shot, link: Link): Manifest {
  const { wall, timeToken, tokenWall, tokenDocument, document, sinceTokenMs } = shot.moment;
  return {
    v: 1,
    id: link.id,
    ticket: link.ticket,
    item: { kind: shot.item.kind, row: shot.item.row, name: shot.item.name },
    sha256: link.sha256,
    size: shot.jpeg.byteLength,
    wall,
    timeToken,
    tokenWall,
    tokenDocument,
    document,
    sinceTokenMs,
    position: shot.position,
    noPosition: shot.noPosition,
    camera: shot.camera,
    reencoded: shot.reencoded,
    previous: link.previous,
    witness: null,
  };
}

/** The exact bytes that are hashed, kept and sent. */
export function encodeManifest(manifest: Manifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(manifest));
}

/** The bytes that the device's signature covers. */
export function signedBytes(manifest: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = new TextEncoder().encode('halfday.capture.v1\n');
  const all = new Uint8Array(prefix.length + manifest.length);
  all.set(prefix);
  all.set(manifest, prefix.length);
  return all;
}
