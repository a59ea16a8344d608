import type { OrganisationRow } from '@/api/admin-types';

/** Those below one organisation, as far as they came. */
export type Below = { rows: readonly OrganisationRow[]; next: string | null };

/** What is known of the tree: those at the top, and of each that was opened those below it, as far as they came. */
export type Known = {
  tops: readonly OrganisationRow[];
  below: ReadonlyMap<string, Below>;
  open: ReadonlySet<string>;
};

/** A line of the tree; `level` counts from 1 as screen readers do. `more`: the parent has more children than came. */
export type TreeLine =
  | { kind: 'node'; key: string; row: OrganisationRow; level: number; open: boolean; parent: string | null }
  | { kind: 'more'; key: string; level: number; parent: string }
  | { kind: 'loading'; key: string; level: number; parent: string };

/** Pure. The lines in sight, in the order of the tree. */
export function linesOf(known: Known): TreeLine[] {
  const lines: TreeLine[] = [];
  const walk = (rows: readonly OrganisationRow[], level: number, parent: string | null): void => {
    for (const row of rows) {
      const open = row.children > 0 && known.open.has(row.id);
      lines.push({ kind: 'node', key: row.id, row, level, open, parent });
      if (!open) continue;
      const below = known.below.get(row.id);
      if (below === undefined) lines.push({ kind: 'loading', key: `loading ${row.id}`, level: level + 1, parent: row.id });
      else {
        walk(below.rows, level + 1, row.id);
        if (below.next !== null) lines.push({ kind: 'more', key: `more ${row.id}`, level: level + 1, parent: row.id });
      }
    }
  };
  walk(known.tops, 1, null);
  return lines;
}

export type TreeStep = { focus: string } | { open: string } | { close: string } | null;

/** Pure. What a key does on a line of the tree (WAI-ARIA tree view). */
export function stepOf(lines: readonly TreeLine[], at: string, key: string): TreeStep {
  const nodes = lines.filter((line) => line.kind === 'node');
  const place = nodes.findIndex((line) => line.key === at);
  const line = nodes[place];
  if (line === undefined) return null;
  const focus = (target: { key: string } | undefined): TreeStep => (target === undefined ? null : { focus: target.key });
  switch (key) {
    case 'ArrowDown':
      return focus(nodes[place + 1]);
    case 'ArrowUp':
      return focus(nodes[place - 1]);
    case 'Home':
      return focus(nodes[0]);
    case 'End':
      return focus(nodes[nodes.length - 1]);
    case 'ArrowRight':
      if (line.row.children === 0) return null;
      return line.open ? focus(nodes[place + 1]) : { open: at };
    case 'ArrowLeft':
      if (line.open) return { close: at };
      return line.parent === null ? null : { focus: line.parent };
    default:
      return null;
  }
}

/** Pure. The tree after one of its organisations was changed; null where it stands somewhere else now. */
export function replaced(known: Known, row: OrganisationRow): Known | null {
  const found = { here: false };
  const swap = (rows: readonly OrganisationRow[], parent: string | null): readonly OrganisationRow[] =>
    rows.map((one) => {
      if (one.id !== row.id) return one;
      found.here = parent === null || parent === row.parentId;
      return row;
    });
  const below = new Map([...known.below].map(([id, { rows, next }]) => [id, { rows: swap(rows, id), next }]));
  const tops = swap(known.tops, null);
  return found.here ? { ...known, tops, below } : null;
}
