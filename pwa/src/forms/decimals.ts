/** Decimals are text in documents: JavaScript's floats never touch them. */

const written = /^[+-]?[0-9]+(\.[0-9]+)?$/;
const canonical = /^(0|-?(0\.[0-9]*[1-9]|[1-9][0-9]*(\.[0-9]*[1-9])?))$/;
const mostSigns = 30;

/** The one spelling of a number: no plus sign, no needless zeros, no minus zero; other text as it came. */
export function canonicalDecimal(text: string): string {
  const trimmed = text.trim();
  if (!written.test(trimmed) || trimmed.length > mostSigns) return trimmed;
  const [whole = '', places = ''] = trimmed.replace(/^[+-]/, '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  const rest = places.replace(/0+$/, '');
  const number = rest === '' ? digits : `${digits}.${rest}`;
  return trimmed.startsWith('-') && number !== '0' ? `-${number}` : number;
}

export function isCanonicalDecimal(text: string): boolean {
  return canonical.test(text) && text.length <= mostSigns;
}

/** Below, at or above zero as `one` is less than, equal to or more than `other`; both canonical. */
export function compareDecimals(one: string, other: string): number {
  const scale = Math.max(placesOf(one), placesOf(other));
  const difference = scaled(one, scale) - scaled(other, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** A canonical decimal as an integer of 10^-scale: (`12.5`, 2) is 1250. What the scale does not keep is cut off. */
export function scaled(decimal: string, scale: number): bigint {
  const [whole = '0', places = ''] = decimal.replace(/^-/, '').split('.');
  const digits = BigInt(whole + places.padEnd(scale, '0').slice(0, scale));
  return decimal.startsWith('-') ? -digits : digits;
}

function placesOf(decimal: string): number {
  return (decimal.split('.')[1] ?? '').length;
}
