/** Larger files, or more pixels, are encoded anew on the phone (design §4). */
export const fileLimit = 15_000_000;
export const pixelLimit = 50_000_000;
/** Long edge of what the phone encodes itself. */
export const longestEdge = 2048;

/** Pure: width and height from a JPEG's own frame header, without decoding it; null when it is no JPEG. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Start-of-frame markers; C4, C8 and CC stand among them but mean something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Pure: whether a file from the platform's camera is kept exactly as delivered. */
export function isKeptAsDelivered(bytes: Uint8Array): boolean {
  const size = jpegSize(bytes);
  return size !== null && bytes.length <= fileLimit && size.width * size.height <= pixelLimit;
}

/** Pure: the size to encode at, keeping the shape and never enlarging. */
export function fitWithin(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
