const pieces = /([（(]?\d+(?:-\d+)+(?: \d\d:\d\d)?(?: (?:至|to) \d+(?:-\d+)+)?[）)]?)/;

/** Pure. A text in pieces; those at odd places are numbers, days and periods, which no line may end in. */
export function wholeParts(text: string): string[] {
  return text.split(pieces);
}
