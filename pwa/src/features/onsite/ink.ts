export type Point = { x: number; y: number };
/** One stroke of the finger, in parts of the pad's width, so that it survives turning the phone. */
export type Stroke = readonly Point[];

/** Pixels of the drawn signature; a third as high as wide. */
export const inkSize = { width: 900, height: 300 } as const;
const inkColour = '#10262a';

/** Pure: whether something that can be called a signature is there: more than a dot or a short slip. */
export function isSigned(strokes: readonly Stroke[]): boolean {
  let length = 0;
  for (const stroke of strokes) {
    for (const [index, point] of stroke.entries()) {
      const before = stroke[index - 1];
      if (before !== undefined) length += Math.hypot(point.x - before.x, point.y - before.y);
    }
  }
  return length > 0.25;
}

/** Draws strokes over what is there. */
export function drawStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = blank(canvas);
  context.lineWidth = canvas.width / 150;
  for (const stroke of strokes) {
    context.beginPath();
    for (const [index, { x, y }] of stroke.entries()) {
      if (index === 0) context.moveTo(x * canvas.width, y * canvas.width);
      // A tap leaves a dot.
      context.lineTo(x * canvas.width + (stroke.length === 1 ? 0.1 : 0), y * canvas.width);
    }
    context.stroke();
  }
}

/** Draws a typed name, for those who cannot or do not want to draw. */
export function drawName(canvas: HTMLCanvasElement, name: string): void {
  const context = blank(canvas);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const fit = Math.min(canvas.height * 0.5, (canvas.width * 0.85) / Math.max(2, widthOf(name)));
  context.font = `italic ${fit}px "STKaiti", "KaiTi", "Kaiti SC", serif`;
  context.fillText(name, canvas.width / 2, canvas.height / 2);
}

/** Width in units of a Chinese character. */
function widthOf(name: string): number {
  return Array.from(name).reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 1 : 0.6), 0);
}

function blank(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = inkColour;
  context.strokeStyle = inkColour;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  return context;
}

export function toPng(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('no picture'));
      else resolve(blob.arrayBuffer());
    }, 'image/png');
  });
}
