/** Hands a file to the person: into the downloads, or on an iPhone into the preview, from where it can be shared. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari reads the address only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Offers the system's share sheet; false where files cannot be shared or the person turned away, then nothing has happened. */
export async function shareFile(blob: Blob, name: string): Promise<boolean> {
  const scope = navigator as { canShare?: (data: ShareData) => boolean; share?: (data: ShareData) => Promise<void> };
  const data = { files: [new File([blob], name, { type: blob.type })] };
  if (scope.canShare?.(data) !== true) return false;
  try {
    await scope.share?.(data);
    return true;
  } catch {
    return false;
  }
}
