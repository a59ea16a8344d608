/** A ZIP archive of stored (uncompressed) files, as parts for a Blob: photos do not shrink, and nothing is held twice. */
export type ZipFile = { name: string; bytes: Uint8Array<ArrayBuffer>; at: number };

const table = makeTable();

function makeTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
}

/** CRC-32 as ZIP and PNG use it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Pure. At most 65,535 files and 4 GB in all, far beyond what a phone's queue holds. */
export function zipParts(files: readonly ZipFile[]): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(file.name);
    const common = commonFields(file, name);
    const local = join([numbers([[0x04034b50, 4]]), common, name]);
    directory.push(join([numbers([[0x02014b50, 4], [20, 2]]), common, centralFields(offset), name]));
    parts.push(local, file.bytes);
    offset += local.length + file.bytes.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  return [...parts, ...directory, endRecord(files.length, size, offset)];
}

function commonFields(file: ZipFile, name: Uint8Array): Uint8Array<ArrayBuffer> {
  const [time, date] = dosTime(file.at);
  const utf8Names = 0x0800;
  return numbers([
    [20, 2],
    [utf8Names, 2],
    [0, 2],
    [time, 2],
    [date, 2],
    [crc32(file.bytes), 4],
    [file.bytes.length, 4],
    [file.bytes.length, 4],
    [name.length, 2],
    [0, 2],
  ]);
}

function centralFields(offset: number): Uint8Array<ArrayBuffer> {
  return numbers([[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]);
}

function endRecord(count: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  return numbers([[0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2]]);
}

/** Time and date in the two 16-bit fields of ZIP, in the phone's own zone and steps of two seconds. */
function dosTime(at: number): [number, number] {
  const when = new Date(at);
  const time = (when.getHours() << 11) | (when.getMinutes() << 5) | (when.getSeconds() >> 1);
  const date = (Math.max(0, when.getFullYear() - 1980) << 9) | ((when.getMonth() + 1) << 5) | when.getDate();
  return [time, date];
}

/** Little-endian numbers, each with its width in bytes. */
function numbers(fields: readonly (readonly [value: number, width: 2 | 4])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
    offset += width;
  }
  return bytes;
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
