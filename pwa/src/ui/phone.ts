/** A mobile number as typed, without spaces, hyphens and the country code; null when it is none. */
export function readPhone(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '').replace(/^(\+|00)86/, '');
  return /^1\d{10}$/.test(digits) ? digits : null;
}
