import { fitWithin, isKeptAsDelivered, longestEdge } from './jpeg';

/** A photo as taken. It may be shown at once; kept it may be only when `thumb` has resolved. */
export type Picture = {
  jpeg: ArrayBuffer;
  /** The small picture. Rejects with `NoPicture` when the photo cannot be decoded on this phone: then it is none. */
  thumb: Promise<ArrayBuffer>;
  camera: 'frame' | 'fallback';
  reencoded: boolean;
};

/** The phone could not make a photo of what it was given. */
export class NoPicture extends Error {}

const quality = 0.85;
const thumbEdge = 320;
const thumbLimit = 20_000;

/** Takes the picture that the camera shows now. Carries no EXIF: the manifest says when and where. */
export async function takeFrame(video: HTMLVideoElement): Promise<Picture> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) throw new NoPicture();
  const canvas = draw(video, fitWithin(width, height, longestEdge));
  const jpeg = await encode(canvas, quality);
  const thumb = checkedThumb(jpeg);
  return { jpeg: await jpeg.arrayBuffer(), thumb, camera: 'frame', reencoded: false };
}

/** Takes what the platform's own camera delivered: as it is where the server takes it so, else encoded anew and marked. */
export async function takeFile(file: Blob): Promise<Picture> {
  const bytes = await file.arrayBuffer();
  if (isKeptAsDelivered(new Uint8Array(bytes))) {
    return { jpeg: bytes, thumb: checkedThumb(file), camera: 'fallback', reencoded: false };
  }
  const jpeg = await reencode(file);
  return { jpeg: await jpeg.arrayBuffer(), thumb: checkedThumb(jpeg), camera: 'fallback', reencoded: true };
}

/** Made while the person looks at the photo; a failure is heard by whoever keeps it. */
function checkedThumb(jpeg: Blob): Promise<ArrayBuffer> {
  const thumb = decode(jpeg).then(async (decoded) => {
    try {
      return await makeThumb(decoded);
    } finally {
      decoded.close();
    }
  });
  thumb.catch(() => undefined);
  return thumb;
}

async function reencode(file: Blob): Promise<Blob> {
  const decoded = await decode(file);
  const canvas = draw(decoded, fitWithin(decoded.width, decoded.height, longestEdge));
  decoded.close();
  return encode(canvas, quality);
}

async function decode(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture);
  } catch {
    throw new NoPicture();
  }
}

async function makeThumb(picture: ImageBitmap): Promise<ArrayBuffer> {
  const canvas = draw(picture, fitWithin(picture.width, picture.height, thumbEdge));
  for (const tried of [0.7, 0.5, 0.3]) {
    const thumb = await encode(canvas, tried);
    if (thumb.size <= thumbLimit) return thumb.arrayBuffer();
  }
  const small = draw(picture, fitWithin(picture.width, picture.height, thumbEdge / 2));
  return (await encode(small, 0.5)).arrayBuffer();
}

function draw(picture: CanvasImageSource, size: { width: number; height: number }): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  // Kept in plain memory: the encoder reads it back anyway, and a JPEG knows no transparency.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) throw new NoPicture();
  context.drawImage(picture, 0, 0, size.width, size.height);
  return canvas;
}

function encode(canvas: HTMLCanvasElement, at: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob === null) reject(new NoPicture());
        else resolve(blob);
      },
      'image/jpeg',
      at,
    );
  });
}
