/** A login code as typed, in its canonical form (Crockford base 32, 8 letters); null when it is none. */
export function readLoginCode(text: string): string | null {
  const letters = text.replace(/[\s-]/g, '').toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? letters : null;
}

/** Two groups of four are easier to compare with what is on paper. */
export function showLoginCode(text: string): string {
  const code = readLoginCode(text);
  return code === null ? text : `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** Where to go after log-in: only a path of this site; null when the address names none. */
export function readTarget(to: unknown): string | null {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : null;
}
