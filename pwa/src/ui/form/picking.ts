/** Pure. The paths with this one picked, or no longer. */
export function toggled(paths: readonly string[], path: string): string[] {
  return paths.includes(path) ? paths.filter((one) => one !== path) : [...paths, path];
}

/** Whether a click on what can be picked means to pick it: a link inside is followed, a marked text is being copied. */
export function meansPick(event: Event): boolean {
  const inLink = event.target instanceof Element && event.target.closest('a') !== null;
  return !inLink && (getSelection()?.isCollapsed ?? true);
}
