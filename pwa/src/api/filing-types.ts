import type { CaseChange, CaseBrief, CaseShown, Values } from './case-types';
import type { Filing } from './types';

/** A file of a project. `inForce`: named by the approved filing, so the on-site lead may load it. */
export type DocumentRow = {
  id: string;
  kind: 'notice' | 'schedule';
  name: string;
  size: number;
  url: string;
  sha256: string;
  mediaType: string;
  state: 'awaiting_bytes' | 'stored' | 'removed';
  inForce: boolean;
  announcedAt: number;
};

/** How the definition changed since the draft was written; `path` is a field's (`speakers.title`). */
export type DefinitionChange = {
  path: string;
  what: 'added' | 'removed' | 'kind' | 'label' | 'required' | 'condition' | 'limit' | 'choices' | 'other';
};

/** `lost`: paths of values the newest definition takes no more. */
export type Draft = {
  version: number;
  definition: string;
  document: Values;
  changed: readonly DefinitionChange[];
  lost: readonly string[];
};

/** The filing as it stands after its approved changes; `since`, `caseId`: of the newest of them. */
export type Standing = {
  definition: string;
  document: Values;
  names: Readonly<Record<string, string>>;
  caseId: string;
  since: number;
};

/**
 * `draft` is told to the unit alone; `case` is null until the project was filed, and carries the log. `standing`: null while
 * no change was approved. `cases`: all of the project, the filing and each change, oldest first.
 */
export type FilingShown = {
  projectId: string;
  no: string;
  name: string;
  filing: Filing;
  filedAt: number | null;
  draft: Draft | null;
  names: Readonly<Record<string, string>>;
  documents: readonly DocumentRow[];
  case: CaseShown | null;
  standing: Standing | null;
  cases: readonly CaseBrief[];
  may: { edit: boolean; file: boolean; delete: boolean; change: boolean };
};

/** `document`: the project as it stands now; `case`: the newest about a change. */
export type ChangeShown = { definition: string; document: Values; case: CaseShown | null };

/** `changes`: against the approved filing; told where nothing is wrong. */
export type ChangeChecked = CheckDone & { changes: readonly CaseChange[] };

/** A unit that a project may be filed for. `above`: the name of the one it belongs to, empty for one's own. */
export type Organiser = { id: string; name: string; above: string };
export type OrganiserPage = { items: readonly Organiser[]; next: string | null };

/** Codes by field path; none if nothing is wrong. `document` is the canonical form of what was sent. */
export type CheckDone = { document: Values; errors: Readonly<Record<string, readonly string[]>> };
