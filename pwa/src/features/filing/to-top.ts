/** The page from its beginning: what stands there has just changed. */
export function toTop(): void {
  document.querySelector('main')?.scrollTo({ top: 0 });
  scrollTo({ top: 0 });
}
