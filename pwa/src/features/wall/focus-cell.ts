/** Puts the keyboard on a place of the wall. */
export function focusCell(key: string): void {
  const cells = document.querySelectorAll<HTMLElement>('[data-cell]');
  Array.from(cells).find((cell) => cell.dataset.cell === key)?.focus();
}
