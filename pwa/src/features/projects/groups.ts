/** A login code in groups of four letters, which are easier to compare with what is on paper. */
export function groupsOfFour(code: string): readonly string[] {
  return code.replace(/[\s-]/g, '').match(/.{1,4}/g) ?? [];
}
