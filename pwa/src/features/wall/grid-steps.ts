export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The keys of the places, row by row; null where there is none. */
export type KeyGrid = readonly (readonly (string | null)[])[];

export function directionOf(key: string): Direction | null {
  switch (key) {
    case 'ArrowLeft':
      return 'left';
    case 'ArrowRight':
      return 'right';
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    default:
      return null;
  }
}

/** Where an arrow leads. Gaps are stepped over, at the edge nothing moves, a shorter row is entered at its nearest place. */
export function stepFrom(grid: KeyGrid, key: string, direction: Direction): string {
  const rowIndex = grid.findIndex((row) => row.includes(key));
  const row = grid[rowIndex];
  if (row === undefined) return key;
  const column = row.indexOf(key);
  switch (direction) {
    case 'left':
      return lastOf(row.slice(0, column)) ?? key;
    case 'right':
      return firstOf(row.slice(column + 1)) ?? key;
    case 'first':
      return firstOf(row) ?? key;
    case 'last':
      return lastOf(row) ?? key;
    case 'up':
      return enter([...grid.slice(0, rowIndex)].reverse(), column) ?? key;
    case 'down':
      return enter(grid.slice(rowIndex + 1), column) ?? key;
  }
}

function enter(rows: KeyGrid, column: number): string | null {
  for (const row of rows) {
    const found = row[column] ?? lastOf(row.slice(0, column)) ?? firstOf(row.slice(column));
    if (found !== null) return found;
  }
  return null;
}

function firstOf(row: readonly (string | null)[]): string | null {
  return row.find((key) => key !== null) ?? null;
}

function lastOf(row: readonly (string | null)[]): string | null {
  return firstOf([...row].reverse());
}
