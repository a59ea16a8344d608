/** Pure: the digits of a one-time code as typed or pasted, full-width ones too; null when it is none. */
export function readOneTimeCode(text: string, digits: number): string | null {
  const code = text.normalize('NFKC').replace(/\s/g, '');
  return new RegExp(`^\\d{${digits}}$`).test(code) ? code : null;
}
