import { fitWithin, isKeptAsDelivered, longestEdge } from './jpeg';

/** A photo that was decoded once on this phone, so that it is known to be one. */
export type Picture = {
  jpeg: ArrayBuffer;
  thumb: ArrayBuffer;
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
  const [decoded, thumb, bytes] = await Promise.all([decode(jpeg), makeThumb(canvas), jpeg.arrayBuffer()]);
  decoded.close();
  return { jpeg: bytes, thumb, camera: 'frame', reencoded: false };
}

/** Takes what the platform's own camera delivered: as it is where the server takes it so, else encoded anew and marked. */
export async function takeFile(file: Blob): Promise<Picture> {
  const bytes = await file.arrayBuffer();
  const keep = isKeptAsDelivered(new Uint8Array(bytes));
  const decoded = await decode(file);
  const thumb = await makeThumb(decoded);
  const jpeg = keep ? bytes : await reencode(decoded);
  decoded.close();
  return { jpeg, thumb, camera: 'fallback', reencoded: !keep };
}

async function reencode(decoded: ImageBitmap): Promise<ArrayBuffer> {
  const canvas = draw(decoded, fitWithin(decoded.width, decoded.height, longestEdge));
  return (await encode(canvas, quality)).arrayBuffer();
}

async function decode(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture);
  } catch {
    throw new NoPicture();
  }
}

async function makeThumb(picture: ImageBitmap | HTMLCanvasElement): Promise<ArrayBuffer> {
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
