import type { CaseEntry, CaseShown } from '@/api/case-types';
import type { Filing } from '@/api/types';

/** Pure. Whether it is with its unit again. */
export function cameBack(filing: Filing): boolean {
  return filing === 'returned' || filing === 'rejected';
}

/** Pure. The newest word that sent a case back to its applicant; null where none did since it was sent. */
export function wordOf(shown: CaseShown | null): CaseEntry | null {
  if (shown?.turn === 'reviewers') return null;
  const said = (shown?.timeline ?? []).filter(({ what, verdict }) => what === 'recalled' || (what === 'decided' && verdict !== 'approve' && verdict !== 'hold'));
  return said[said.length - 1] ?? null;
}
